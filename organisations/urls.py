from django.http import HttpResponse
from django.urls import path

app_name = "organisations"
urlpatterns = [
    path("invitations/<str:token>/", lambda r, token: HttpResponse(""), name="accept_invitation"),
]
