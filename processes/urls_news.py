"""News of a service: written by the organisation, asked for by the public."""

from django.urls import path

from processes.views import news

NEWS = "o/<slug:slug>/processes/services/<int:pk>/news/"
PUBLIC = "organisations/<slug:slug>/services/<str:code>/news/"
urlpatterns = [
    path(NEWS, news.news, name="news"),
    path(f"{NEWS}new/", news.news_new, name="news_new"),
    path(f"{NEWS}<int:news_pk>/", news.news_item, name="news_item"),
    path(f"{NEWS}<int:news_pk>/send/", news.news_send, name="news_send"),
    path(f"{NEWS}<int:news_pk>/discard/", news.news_discard, name="news_discard"),
    path(PUBLIC, news.subscription, name="subscribe"),
    path(f"{PUBLIC}asked/", news.subscription_asked, name="subscription_asked"),
    path(f"{PUBLIC}confirm/<str:token>/", news.confirm_subscription, name="confirm_subscription"),
    path(f"{PUBLIC}stop/<str:token>/", news.end_subscription, name="unsubscribe"),
]
