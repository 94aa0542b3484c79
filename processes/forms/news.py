"""News of a service: what the organisation writes, and the address of whoever wants to hear it."""

from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from core.forms import DayField, PageForm, PageModelForm
from core.text_fields import EmailLineField
from processes.models import News


class NewsForm(PageModelForm):
    texts = required_texts = ("title", "text")
    submit_label = gettext_lazy("Save and look at the letters")

    class Meta:
        model = News
        fields = ["changes_on"]
        field_classes = {"changes_on": DayField}
        help_texts = {
            "changes_on": gettext_lazy(
                "The first day of the change. Empty: it is no matter of a day."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [name for name in self.fields if name.startswith("title_")]
        self.order_fields(["changes_on", *titles])


class SubscribeForm(PageForm):
    """An address and a language: nothing else is asked."""

    submit_label = pgettext_lazy("button", "Keep me informed")
    layout = ("email", "language", Field("homepage", wrapper_class="trap"))

    email = EmailLineField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy(
            "We send one mail to it: its link confirms that the address is yours."
        ),
        error_messages={
            "required": gettext_lazy("Give the address that the news should go to."),
            "no_at": gettext_lazy("Add the sign @ to the e-mail address."),
            "invalid": gettext_lazy("Check the e-mail address: it looks like name@example.be."),
        },
        widget=forms.EmailInput({"class": "w-short", "autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the news"),
        choices=settings.LANGUAGES,
        widget=forms.Select({"class": "w-short"}),
    )
    # People do not see it; what fills in every field does.
    homepage = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise ValidationError(
                _("A field that must stay empty was filled in. Empty it and send once more.")
            )
        return ""
