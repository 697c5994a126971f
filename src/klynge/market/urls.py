from django.urls import path

from klynge.market.views import entry, matches, notices

app_name = "market"
urlpatterns = [
    path("", notices.notice_list, name="list"),
    path("enter/", entry.enter, name="enter"),
    path("enter/mail/", entry.from_mail, name="mail"),
    path("close/<slug:source>/<path:number>/", entry.close, name="close"),
    path("ending/", notices.ending_list, name="ending"),
    path("unread/", notices.unread_list, name="unread"),
    path("for-you/", matches.for_you, name="for-you"),
    path("matches/", matches.approve_page, name="approve"),
    path("matches/<int:match_id>/answer/", matches.answer_match, name="answer"),
    path("answer/<str:token>/", matches.answer_link, name="answer-link"),
    path("stop/<str:token>/", matches.stop, name="stop"),
    path("<slug:source>/<path:number>/", notices.notice, name="notice"),  # last: it takes what the others leave
]
