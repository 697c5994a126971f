"""A counting rule put together by hand: what counts, once by what, only where what holds, from how many on, with which other rule."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from klynge.core.errors import Wrong
from klynge.core.indicators.definition import Definition
from klynge.core.indicators.plain import Plain, rule_of, said
from klynge.core.indicators.rule import Each, How, Measure, Of, Rule, Unique, read, written
from klynge.ledger.words import CAPACITIES, KINDS
from klynge.programme import rule_words as words
from klynge.programme.report_words import RESULTS, UNITS
from klynge.register.fields import KINDS as ORGANISATIONS
from klynge.register.forms.parts import day_field
from klynge.web.errors import sentence

KEPT = "kept"  # the other rule that the version before asks, which is no indicator of its own
_NUMBER = forms.NumberInput({"inputmode": "numeric"})
Others = Mapping[int, tuple[str, Rule]]


def _some(label: str | Promise, choices: Any = ()) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, choices=choices, widget=forms.CheckboxSelectMultiple)


def _either(label: str | Promise, yes: str | Promise, no: str | Promise) -> forms.TypedChoiceField:
    choices = [("", _("does not matter")), ("yes", yes), ("no", no)]
    return forms.TypedChoiceField(
        label=label, required=False, choices=choices, coerce=lambda value: value == "yes", empty_value=None
    )


class RuleForm(forms.Form):
    """The next version of an indicator. `old`: the one before, of which it starts; its rule can be said in a form."""

    of = forms.ChoiceField(label=_("What is read"), choices=list(words.OF.items()))
    measure = forms.ChoiceField(
        label=_("What is counted"),
        choices=[("count", _("how many")), ("hours", _("hours, added up")), ("amount", _("amounts, added up"))],
    )
    unique = forms.ChoiceField(
        label=_("What counts once"),
        choices=list(words.UNIQUE.items()),
        help_text=_("However often an organisation comes, it counts once if it is chosen here."),
    )
    kinds = _some(_("Kind of activity"), list(KINDS.items()))
    capacities = _some(_("Takes part as"), list(CAPACITIES.items()))
    org_kinds = _some(_("Kind of organisation"), list(ORGANISATIONS.items()))
    member = _either(_("Membership on the day"), _("members"), _("not members"))
    sme = _either(_("SME by the EU rule"), _("SMEs"), _("not SMEs"))
    staff_under = forms.IntegerField(label=_("Own staff under"), required=False, min_value=1, max_value=10**6, widget=_NUMBER)
    staff_at_least = forms.IntegerField(
        label=_("Own staff at least"), required=False, min_value=1, max_value=10**6, widget=_NUMBER
    )
    regions = _some(_("Region"))
    fields_of_work = _some(_("Field of work"))
    countries = forms.CharField(
        label=_("Country"), required=False, max_length=200, help_text=_("Codes of two letters, as in DK, SE.")
    )
    results = _some(_("Kind of result"), list(RESULTS.items()))
    at_least = forms.IntegerField(label=_("At least"), required=False, min_value=1, max_value=10**6, widget=_NUMBER)
    of_each = forms.ChoiceField(
        label=_("different"),
        required=False,
        choices=[("", _("no number is asked for")), ("activity", _("activities")), ("organisation", _("organisations"))],
        help_text=_("As in “at least 2 different activities”: whoever came once does not count."),
    )
    how = forms.ChoiceField(
        label=_("Together with another"),
        required=False,
        choices=[
            ("", _("with no other")),
            ("or", _("what either counts")),
            ("among", _("only among what the other counts")),
            ("not among", _("only what the other does not count")),
        ],
    )
    other = forms.ChoiceField(label=_("The other indicator"), required=False)
    name_da = forms.CharField(label=_("Name in Danish"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    unit = forms.ChoiceField(label=_("Unit"))
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Where the funder asks for it: the letter, its page, the address.")
    )
    from_on = day_field(_("Holds from"), required=True)

    def __init__(self, data: Any = None, *, others: Others, old: Definition | None = None, **more: Any) -> None:
        start = said(old.rule) if old else None
        self.others, self.kept = others, start.other if start else None
        super().__init__(data, initial={**(self._start(old, start) if old and start else {}), **more.pop("initial", {})}, **more)
        chosen = self.initial
        self._offer("regions", words.regions(), chosen.get("regions", ()))
        self._offer("fields_of_work", words.fields(), chosen.get("fields_of_work", ()))
        self._offer("unit", UNITS, [chosen["unit"]] if "unit" in chosen else ())
        named = [(str(pk), name) for pk, (name, _rule) in others.items()]
        own = [(KEPT, _now("the one that stands there now"))] if chosen.get("other") == KEPT else []
        self.fields["other"].choices = [("", _now("no other")), *own, *named]  # type: ignore[attr-defined]

    def _start(self, old: Definition, start: Plain) -> dict[str, Any]:
        yes = {True: "yes", False: "no", None: ""}
        told: dict[str, Any] = {one.name: getattr(start, one.name) for one in fields(Plain)}
        told |= {"fields_of_work": start.fields, "countries": ", ".join(start.countries), "how": start.how or ""}
        told |= {"member": yes[start.member], "sme": yes[start.sme], "of_each": start.of_each or ""}
        told["at_least"] = start.at_least if start.of_each else None
        same = (str(pk) for pk, (_name, rule) in self.others.items() if rule == start.other)
        told["other"] = next(same, KEPT) if start.other else ""
        names = {f"name_{language}": name for language, name in old.names}
        return {**told, **names, "unit": old.unit, "source": old.source}

    def _offer(self, name: str, known: Mapping[str, str | Promise], chosen: Any) -> None:
        """The known choices, and beside them what the version before asks that is not known any more."""
        gone = [(one, one) for one in chosen if one not in known]
        self.fields[name].choices = [*known.items(), *gone]  # type: ignore[attr-defined]

    def clean_countries(self) -> tuple[str, ...]:
        told = tuple(self.cleaned_data["countries"].upper().replace(",", " ").split())
        if wrong := [one for one in told if len(one) != 2 or not one.isascii() or not one.isalpha()]:
            raise forms.ValidationError(_now("“%(code)s” is no code of two letters.") % {"code": wrong[0][:20]})
        return told

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if self.errors:
            return told
        for name, text in [*self._doubts()]:
            self.add_error(name, text)
        if not self.errors:
            try:
                told["rule"] = read(written(rule_of(self._plain())))
            except Wrong as wrong:
                self.add_error("other" if "together" in wrong.where else None, sentence(wrong))
        return told

    def _doubts(self) -> Iterator[tuple[str, str]]:
        """What cannot be meant: it would count nothing, or half of it is missing."""
        told = self.cleaned_data
        if told["measure"] == "hours" and told["of"] not in ("participation", "hours"):
            yield "measure", _now("There are no hours on it. Read participation or work that was registered.")
        if told["capacities"] and told["of"] != "participation":
            yield "capacities", _now("Only participation says as what somebody takes part.")
        if told["results"] and told["of"] != "result":
            yield "results", _now("Only results have a kind of result.")
        if (told["staff_under"] or 10**7) <= (told["staff_at_least"] or 0):
            yield "staff_at_least", _now("Nobody has at least so many and under so many.")
        if (told["at_least"] or 1) > 1 and not told["of_each"]:
            yield "of_each", _now("Say of what there are to be so many.")
        if told["of_each"] and told["of_each"] == told["unique"]:
            yield "of_each", _now("What counts once cannot be asked for several times. Choose the other.")
        if bool(told["how"]) != bool(told["other"]):
            yield "other", _now("Choose both how and with which, or neither.")
        elif told["how"] == How.OR and self._other().unique.value != told["unique"]:
            yield "other", _now("The two do not count the same thing, so they cannot be added up. Choose one that does.")

    def _other(self) -> Any:
        chosen = self.cleaned_data["other"]
        return (self.kept if chosen == KEPT else self.others[int(chosen)][1]) if chosen else None

    def _plain(self) -> Plain:
        told = self.cleaned_data
        same = {name: told[name] for name in ("member", "sme", "staff_under", "staff_at_least")}
        lists = {name: tuple(told[name]) for name in ("kinds", "capacities", "org_kinds", "regions", "countries", "results")}
        return Plain(
            of=Of(told["of"]),
            unique=Unique(told["unique"]),
            measure=Measure(told["measure"]),
            fields=tuple(told["fields_of_work"]),
            at_least=told["at_least"] or 1,
            of_each=Each(told["of_each"]) if told["of_each"] else None,
            how=How(told["how"]) if told["how"] else None,
            other=self._other(),
            **same,
            **lists,
        )

    def about(self) -> dict[str, Any]:
        """What the action for the next version takes, beside the rule as data."""
        told = self.cleaned_data
        names = {"da": told["name_da"], "en": told["name_en"]}
        return {"rule": dict(written(told["rule"])), "names": names, **{n: told[n] for n in ("from_on", "source", "unit")}}

    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """The fields in headed groups, in their order."""
        told = [
            (_now("What is counted"), ("of", "measure", "unique")),
            (_now("From how many on"), ("at_least", "of_each")),
            (_now("Only where"), _TESTS),
            (_now("Together with another indicator"), ("how", "other")),
            (_now("Name and source"), ("grant_id", "name_da", "name_en", "key", "unit", "source", "from_on")),
        ]
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in told]


_TESTS = ("kinds", "capacities", "org_kinds", "member", "sme", "staff_under", "staff_at_least")
_TESTS += ("regions", "fields_of_work", "countries", "results")


class NewForm(RuleForm):
    """An indicator of one grant's own."""

    grant_id = forms.TypedChoiceField(label=_("Grant"), coerce=int)
    key = forms.SlugField(
        label=_("Short name in addresses"),
        required=False,
        max_length=60,
        help_text=_("Left empty, it is made from the English name. It never changes."),
    )

    def __init__(self, data: Any = None, *, grants: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["grant_id"].choices = grants  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the action for a new indicator takes."""
        said = self.cleaned_data
        key = said["key"] or slugify(said["name_en"])[:60].strip("-") or "indicator"
        names = {"da": said["name_da"], "en": said["name_en"]}
        return {"key": key, **names, **{n: said[n] for n in ("unit", "source", "from_on")}, "rule": dict(written(said["rule"]))}
