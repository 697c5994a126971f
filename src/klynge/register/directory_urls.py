"""Under /members/."""

from django.urls import path

from klynge.register.views import directory, directory_abroad

app_name = "directory"
urlpatterns = [
    path("", directory.members, name="members"),
    path("embed/", directory_abroad.embed, name="embed"),
    path("show/", directory_abroad.show, name="show"),
    path("list.<str:form>", directory_abroad.listed, name="list"),
    path("<slug:slug>/", directory.member, name="member"),
    path("<slug:slug>/embed/", directory_abroad.embed_card, name="embed_card"),
    path("<slug:slug>/contact.vcf", directory_abroad.contact, name="contact"),
]
