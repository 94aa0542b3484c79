from complaints.urls_actions import actions_urls
from complaints.urls_files import files_urls
from complaints.urls_public import public_urls
from complaints.urls_register import register_urls
from complaints.urls_settings import settings_urls

app_name = "complaints"
urlpatterns = [*public_urls, *register_urls, *files_urls, *actions_urls, *settings_urls]
