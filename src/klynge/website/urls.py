from django.urls import path

from klynge.website.views import calendar, feeds, files, newsroom, newsroom_api, newsroom_told, pages, press_kit, robots

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
    path("newsroom/", newsroom.door, name="newsroom"),
    path("newsroom/api/", newsroom_told.told, name="newsroom-api"),
    path("newsroom/feed.rss", feeds.feed("rss"), name="feed-rss"),
    path("newsroom/feed.atom", feeds.feed("atom"), name="feed-atom"),
    path("newsroom/feed.json", feeds.feed("json"), name="feed-json"),
    path("newsroom/press-kit/", press_kit.kit, name="press-kit"),
    path("newsroom/press-kit.zip", press_kit.packed, name="press-kit-zip"),
    path("api/newsroom/materials/", newsroom_api.materials, name="api-materials"),
    path("api/newsroom/materials/<int:material_id>/", newsroom_api.material, name="api-material"),
    path("api/newsroom/topics/", newsroom_api.all_topics, name="api-topics"),
    path("pictures/<int:rendition_id>/", files.picture, name="picture"),
    path("pictures/whole/<int:picture_id>/", files.whole_picture, name="picture-whole"),
    path("files/<int:file_id>/", files.file, name="file"),
    path("sitemap.xml", robots.sitemap, name="sitemap"),
    path("robots.txt", robots.robots, name="robots"),
]
