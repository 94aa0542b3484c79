"""Addresses of the yearly collection as the Network coordinator leads it."""

from django.urls import path

from indicators.views import campaigns

CAMPAIGNS = "network/campaigns/"
CAMPAIGN = f"{CAMPAIGNS}<int:year>/"
SUBMISSION = f"{CAMPAIGN}organisations/<slug:code>/"
urlpatterns = [
    path(CAMPAIGNS, campaigns.campaigns, name="campaigns"),
    path(f"{CAMPAIGNS}new/", campaigns.campaign_new, name="campaign_new"),
    path(CAMPAIGN, campaigns.campaign, name="campaign"),
    path(f"{CAMPAIGN}dates/", campaigns.campaign_edit, name="campaign_edit"),
    path(f"{CAMPAIGN}opening/", campaigns.campaign_open, name="campaign_open"),
    path(f"{CAMPAIGN}closing/", campaigns.campaign_close, name="campaign_close"),
    path(f"{CAMPAIGN}reopening/", campaigns.campaign_reopening, name="campaign_reopening"),
    path(f"{CAMPAIGN}publication/", campaigns.campaign_publication, name="campaign_publication"),
    path(f"{CAMPAIGN}members/", campaigns.campaign_members, name="campaign_members"),
    path(SUBMISSION, campaigns.campaign_submission, name="campaign_submission"),
    path(f"{SUBMISSION}return/", campaigns.campaign_return, name="campaign_return"),
]
