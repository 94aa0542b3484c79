from overview.urls_member import member_urls
from overview.urls_public import public_urls

app_name = "overview"
urlpatterns = [*public_urls, *member_urls]
