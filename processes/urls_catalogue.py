"""The catalogue of services and who they are for."""

from django.urls import path

from processes.views import catalogue, catalogue_files, customer_groups

SERVICES = "o/<slug:slug>/processes/services/"
GROUPS = "o/<slug:slug>/processes/customer-groups/"
urlpatterns = [
    path(GROUPS, customer_groups.customer_groups, name="customer_groups"),
    path(f"{GROUPS}new/", customer_groups.customer_group_new, name="customer_group_new"),
    path(f"{GROUPS}<int:pk>/", customer_groups.customer_group, name="customer_group"),
    path(SERVICES, catalogue.services, name="services"),
    path(f"{SERVICES}services.csv", catalogue_files.services_csv, name="services_csv"),
    path(f"{SERVICES}services.xlsx", catalogue_files.services_xlsx, name="services_xlsx"),
    path(f"{SERVICES}import/", catalogue_files.services_import, name="services_import"),
    path(
        f"{SERVICES}import/check/",
        catalogue_files.services_import_check,
        name="services_import_check",
    ),
    path(f"{SERVICES}new/", catalogue.service_new, name="service_new"),
    path(f"{SERVICES}<int:pk>/", catalogue.service, name="service"),
    path(f"{SERVICES}<int:pk>/parts/<str:part>/", catalogue.service_part, name="service_part"),
    path(f"{SERVICES}<int:pk>/publication/", catalogue.service_publish, name="service_publish"),
    path(f"{SERVICES}<int:pk>/retraction/", catalogue.service_retract, name="service_retract"),
]
