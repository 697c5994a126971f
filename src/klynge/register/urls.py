"""Under /register/: for those who keep the members' entries."""

from django.urls import path

from klynge.register.views import address, circles, confirm, duplicates, erase, imports, members, people, profile, proposals

app_name = "register"
urlpatterns = [
    path("", members.members, name="members"),
    path("admit/", members.admit, name="admit"),
    path("mine/", profile.mine, name="mine"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<int:id>/approve/", proposals.approve, name="approve"),
    path("proposals/<int:id>/decline/", proposals.decline, name="decline"),
    path("lists/", imports.lists, name="lists"),
    path("lists/<int:id>/", imports.one, name="import"),
    path("lists/<int:id>/take/", imports.take, name="take"),
    path("members.<str:form>", imports.export, name="export"),
    path("audiences/", circles.circles, name="circles"),
    path("audiences/<int:id>/", circles.circle, name="circle"),
    path("audiences/<int:id>/<int:named>/take-out/", circles.take_out, name="unname"),
    path("persons/<int:person_id>/erase/", erase.erase, name="erase"),
    path("persons/<int:person_id>/about.json", erase.about, name="about"),
    path("duplicates/", duplicates.duplicates, name="duplicates"),
    path("duplicates/merge/", duplicates.join, name="merge"),
    path("duplicates/apart/", duplicates.apart, name="apart"),
    path("duplicates/<int:id>/undo/", duplicates.undo, name="undo"),
    path("still-right/<str:token>/", confirm.still_right, name="still_right"),
    path("<int:organisation>/", profile.whole, name="profile"),
    path("<int:organisation>/card/", profile.card, name="card"),
    path("<int:organisation>/address/", address.address, name="address"),
    path("<int:organisation>/ask/", members.ask, name="ask"),
    path("<int:organisation>/membership/", members.membership, name="start"),
    path("<int:organisation>/membership/<int:id>/", members.membership, name="membership"),
    path("<int:organisation>/membership/<int:id>/end/", members.end, name="end"),
    path("<int:organisation>/people/add/", people.add, name="add_person"),
    path("<int:organisation>/people/<int:id>/", people.change, name="person"),
    path("<int:organisation>/people/<int:id>/leaves/", people.end, name="leaves"),
    path("<int:organisation>/fact/<str:name>/", profile.fact, name="fact"),
    path("<int:organisation>/fact/<str:name>/<str:language>/", profile.fact, name="fact"),
    path("<int:organisation>/<str:kind>/add/", profile.entry, name="add"),
    path("<int:organisation>/<str:kind>/<int:id>/", profile.entry, name="entry"),
    path("<int:organisation>/<str:kind>/<int:id>/remove/", profile.take_out, name="remove"),
]
