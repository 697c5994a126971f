"""The newsroom's work behind the desk, and what readers, subscribers and those who are quoted do there."""

from django.urls import path

from klynge.website.views import approvals, coverage, newsdesk, subscribe, topics

app_name = "press"
urlpatterns = [
    path("desk/newsroom/", newsdesk.newsdesk, name="desk"),
    path("desk/newsroom/topics/", topics.topic_list, name="topics"),
    path("desk/newsroom/topics/<int:topic_id>/", topics.topic, name="topic"),
    path("desk/newsroom/topics/<int:topic_id>/take-out/", topics.drop, name="topic-drop"),
    path("desk/newsroom/coverage.<str:form>", coverage.export, name="coverage-export"),
    path("desk/newsroom/coverage/<int:coverage_id>/take-out/", coverage.drop, name="coverage-drop"),
    path("desk/newsroom/<int:page_id>/coverage/", coverage.coverage, name="coverage"),
    path("desk/newsroom/<int:page_id>/coverage/list/", coverage.from_file, name="coverage-list"),
    path("desk/newsroom/<int:page_id>/coverage/take/", coverage.take, name="coverage-take"),
    path("desk/newsroom/<int:page_id>/approvals/", approvals.approvals, name="approvals"),
    path("desk/newsroom/<int:page_id>/approvals/withdraw/", approvals.withdraw, name="approvals-withdraw"),
    path("desk/newsroom/<int:page_id>/approvals/<str:part>/<str:key>/ask/", approvals.ask, name="approval-ask"),
    path("desk/newsroom/<int:page_id>/approvals/<str:part>/<str:key>/note/", approvals.note, name="approval-note"),
    path("newsroom/approve/<str:token>/", approvals.by_link, name="approve"),
    path("newsroom/subscribe/", subscribe.ask, name="subscribe"),
    path("newsroom/subscribe/<str:token>/", subscribe.confirmed, name="confirm"),
    path("newsroom/subscription/<str:token>/", subscribe.subscription, name="subscription"),
    path("newsroom/stop/<str:token>/", subscribe.stop, name="stop"),
]
