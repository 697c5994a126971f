from django.urls import path

from klynge.website.views import calendar, files, pages, robots

app_name = "website"
urlpatterns = [
    path("", pages.front, name="front"),
    path("da/arrangementer.ics", calendar.feed_of("da"), name="calendar-da"),
    path("en/events.ics", calendar.feed_of("en"), name="calendar-en"),
    path("da/<path:way>.ics", calendar.event_of("da"), name="event-da"),
    path("en/<path:way>.ics", calendar.event_of("en"), name="event-en"),
    path("da/", pages.page_of("da"), name="home-da"),
    path("da/<path:way>/", pages.page_of("da"), name="page-da"),
    path("en/", pages.page_of("en"), name="home-en"),
    path("en/<path:way>/", pages.page_of("en"), name="page-en"),
    path("pictures/<int:rendition_id>/", files.picture, name="picture"),
    path("pictures/whole/<int:picture_id>/", files.whole_picture, name="picture-whole"),
    path("files/<int:file_id>/", files.file, name="file"),
    path("sitemap.xml", robots.sitemap, name="sitemap"),
    path("robots.txt", robots.robots, name="robots"),
]
