from django.urls import path

from klynge.projects.views import aid, change, projects, work

app_name = "projects"
urlpatterns = [
    path("", projects.project_list, name="list"),
    path("ours/", projects.ours, name="ours"),
    path("open/", change.open_one, name="open"),
    path("<int:project_id>/", projects.project, name="project"),
    path("<int:project_id>/accounts/", projects.accounts_page, name="accounts"),
    path("<int:project_id>/accounts.xlsx", projects.export, name="export"),
    path("<int:project_id>/rows/", projects.rows_page, name="rows"),
    path("<int:project_id>/aid/", aid.aid, name="aid"),
    path("<int:project_id>/looked/", change.look, name="look"),
    path("<int:project_id>/change/", change.change, name="change"),
    path("<int:project_id>/stage/", change.stage, name="stage"),
    path("<int:project_id>/partners/add/", change.partner, name="add-partner"),
    path("<int:project_id>/parts/add/", work.part, name="add-part"),
    path("<int:project_id>/milestones/add/", work.milestone, name="add-milestone"),
    path("<int:project_id>/budget/", work.budget, name="budget"),
    path("<int:project_id>/cost/", work.cost, name="cost"),
    path("<int:project_id>/result/", work.result, name="result"),
    path("<int:project_id>/take-back/", work.back, name="take-back"),
    path("partner/<int:partner_id>/declaration/", change.declare, name="declare"),
    path("partner/<int:partner_id>/end/", change.leave, name="end-partner"),
    path("part/<int:part_id>/", work.change_one, name="part"),
    path("milestone/<int:milestone_id>/", work.reach, name="reach"),
]
