"""eForms: what is read from where."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from klynge.core.money import Money
from klynge.core.notice import Kind, Party, Place, Requirement, RequirementKind, Text
from tests.connectors.written import eforms, extension, notice, without


def test_a_notice_says_who_it_is_and_what_it_is_for():
    read = notice(eforms())
    assert (read.number, read.version) == ("0d9a0f0e-3a63-4b8c-9d43-0b7d0d3a1c11", "01")
    assert (read.kind, read.form, read.dialect) == (Kind.COMPETITION, "18", "eforms")
    assert (read.procedure_id, read.legal_basis) == ("5f1a63b4-1b6e-4c19-8d0a-7c0a1f3d2e22", "32009L0081")
    assert (read.languages, read.dispatched_on, read.published_on) == (("da", "en"), date(2026, 9, 10), None)
    assert (read.published_as, read.url) == ("", "")


def test_text_comes_in_every_language_from_procedure_and_lot():
    read = notice(eforms())
    assert read.title == {"da": "Pansrede døre", "en": "Armoured doors"}
    assert read.description == {"da": "Døre til køretøjer."}
    assert [lot.title for lot in read.lots] == [{"da": "Venstre dør"}]


def test_codes_of_procedure_and_lots_come_once_with_the_main_one_first():
    assert notice(eforms()).cpv == ("35400000", "35410000")


def test_the_buyer_is_found_by_its_reference_and_the_sender_is_no_buyer():
    (buyer,) = notice(eforms()).buyers
    assert buyer == Party(
        name=Text({"da": "Hærens Værksted"}), national_id="12345674", country="DK", nuts="DK041", town="Karup", activity="defence"
    )


def test_a_published_notice_bears_the_number_of_the_journal_without_zeros():
    published = (
        "<efac:Publication><efbc:NoticePublicationID>00522031-2026</efbc:NoticePublicationID>"
        "<efbc:PublicationDate>2026-09-12Z</efbc:PublicationDate></efac:Publication>"
    )
    read = notice(eforms(RESULT=published))
    assert (read.published_as, read.published_on) == ("522031-2026", date(2026, 9, 12))
    assert read.url == "https://ted.europa.eu/en/notice/-/detail/522031-2026"


@pytest.mark.parametrize(
    ("form_type", "subtype", "kind"),
    [
        ("planning", "6", Kind.PLANNING),
        ("competition", "16", Kind.COMPETITION),
        ("competition", "22", Kind.SUBCONTRACT),
        ("dir-awa-pre", "27", Kind.DIRECT),
        ("result", "31", Kind.RESULT),
        ("cont-modif", "E6", Kind.MODIFICATION),
        ("consultation", "E1", Kind.CONSULTATION),
        ("completion", "E5", Kind.OTHER),
        ("change", "18", Kind.COMPETITION),
        ("of-tomorrow", "99", Kind.OTHER),
    ],
)
def test_the_kind_comes_from_the_form_type_and_else_from_the_subtype(form_type, subtype, kind):
    xml = eforms().replace('listName="competition"', f'listName="{form_type}"').replace(">18<", f">{subtype}<")
    assert notice(xml).kind == kind


def test_the_earliest_of_the_three_kinds_of_deadline_counts_in_utc():
    deadlines = (
        "<cac:TenderSubmissionDeadlinePeriod><cbc:EndDate>2026-11-02+01:00</cbc:EndDate><cbc:EndTime>12:00:00+01:00</cbc:EndTime>"
        "</cac:TenderSubmissionDeadlinePeriod><cac:ParticipationRequestReceptionPeriod><cbc:EndDate>2026-10-02+02:00</cbc:EndDate>"
        "<cbc:EndTime>12:00:00+02:00</cbc:EndTime></cac:ParticipationRequestReceptionPeriod>"
        + extension(
            "<efac:InterestExpressionReceptionPeriod><cbc:EndDate>2026-10-20Z</cbc:EndDate></efac:InterestExpressionReceptionPeriod>"
        )
    )
    read = notice(eforms(DEADLINES=deadlines))
    assert read.lots[0].deadline_at == read.deadline_at == datetime(2026, 10, 2, 10, 0, tzinfo=UTC)


def test_a_deadline_without_time_and_zone_lasts_to_the_end_of_the_buyer_s_day():
    period = "<cac:TenderSubmissionDeadlinePeriod><cbc:EndDate>2026-11-02</cbc:EndDate></cac:TenderSubmissionDeadlinePeriod>"
    assert notice(eforms(DEADLINES=period)).deadline_at == datetime(2026, 11, 2, 22, 59, tzinfo=UTC)


@pytest.mark.parametrize("day", ["2026-02-29", "9999-12-31-14:00", "0000-00-00", "tomorrow", "2026-11-02T99:99"])
def test_an_impossible_deadline_is_no_deadline_and_no_crash(day):
    period = f"<cac:TenderSubmissionDeadlinePeriod><cbc:EndDate>{day}</cbc:EndDate></cac:TenderSubmissionDeadlinePeriod>"
    read = notice(eforms(DEADLINES=period))
    assert read.deadline_at is None or read.deadline_at.year == 2026


def test_a_deadline_before_publication_and_a_date_in_the_far_future_are_read_as_they_are():
    period = "<cac:TenderSubmissionDeadlinePeriod><cbc:EndDate>1999-01-01Z</cbc:EndDate></cac:TenderSubmissionDeadlinePeriod>"
    xml = eforms(DEADLINES=period).replace("2026-09-10+02:00", "2199-09-10+02:00")
    assert (notice(xml).deadline_at, notice(xml).dispatched_on) == (datetime(1999, 1, 1, 23, 59, tzinfo=UTC), date(2199, 9, 10))


def test_values_places_and_time_of_a_lot():
    project = (
        "<cac:RequestedTenderTotal>"
        + extension('<efbc:FrameworkMaximumAmount currencyID="DKK">5000000</efbc:FrameworkMaximumAmount>')
        + '<cbc:EstimatedOverallContractAmount currencyID="DKK">4000000.50</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>'
        "<cac:RealizedLocation><cac:Address><cbc:CountrySubentityCode>DK041</cbc:CountrySubentityCode><cac:Country>"
        "<cbc:IdentificationCode>DNK</cbc:IdentificationCode></cac:Country></cac:Address></cac:RealizedLocation>"
        "<cac:RealizedLocation><cac:Address><cbc:Region>anyw-cou</cbc:Region><cac:Country>"
        "<cbc:IdentificationCode>GRL</cbc:IdentificationCode></cac:Country></cac:Address></cac:RealizedLocation>"
        '<cac:PlannedPeriod><cbc:StartDate>2027-01-01+01:00</cbc:StartDate><cbc:DurationMeasure unitCode="YEAR">4</cbc:DurationMeasure>'
        "</cac:PlannedPeriod>"
    )
    (lot,) = notice(eforms(PROJECT=project)).lots
    assert (lot.value, lot.maximum) == (Money(Decimal("4000000.50"), "DKK"), Money(Decimal(5000000), "DKK"))
    assert lot.places == (Place("DK", "DK041"), Place("GL"))
    assert (lot.starts_on, lot.months) == (date(2027, 1, 1), Decimal(48))


def test_what_a_bidder_must_have_is_read_from_both_generations_of_the_criterion():
    criteria = (
        "<efac:SelectionCriteria><cbc:CriterionTypeCode>tp-abil</cbc:CriterionTypeCode><cbc:Name languageID='DAN'>ISO 9001</cbc:Name>"
        "<cbc:Description languageID='DAN'>Certifikat vedlægges.</cbc:Description></efac:SelectionCriteria>"
        "<efac:SelectionCriteria><cbc:TendererRequirementTypeCode>slc-abil-mgmt-quality</cbc:TendererRequirementTypeCode>"
        "</efac:SelectionCriteria><efac:SelectionCriteria><cbc:CriterionTypeCode>ef-stand</cbc:CriterionTypeCode>"
        "<cbc:CalculationExpressionCode listName='usage'>not-used</cbc:CalculationExpressionCode></efac:SelectionCriteria>"
    )
    (lot,) = notice(eforms(TERMS=extension(criteria))).lots
    assert lot.requirements == (
        Requirement(RequirementKind.SELECTION, Text({"da": "ISO 9001\nCertifikat vedlægges."}), "tp-abil"),
        Requirement(RequirementKind.SELECTION, Text(), "slc-abil-mgmt-quality"),
    )


def test_clearance_subcontracting_reservation_funds_and_award_criteria():
    terms = (
        extension(
            "<efac:TenderSubcontractingRequirements><efbc:TenderSubcontractingRequirementsCode>shar-subc"
            "</efbc:TenderSubcontractingRequirementsCode></efac:TenderSubcontractingRequirements>"
        )
        + "<cbc:FundingProgramCode listName='eu-funded'>eu-funds</cbc:FundingProgramCode>"
        "<cac:TendererQualificationRequest><cac:SpecificTendererRequirement><cbc:TendererRequirementTypeCode "
        "listName='reserved-procurement'>res-ws</cbc:TendererRequirementTypeCode></cac:SpecificTendererRequirement>"
        "</cac:TendererQualificationRequest><cac:AllowedSubcontractTerms><cbc:SubcontractingConditionsCode "
        "listName='subcontracting-obligation'>subc-min</cbc:SubcontractingConditionsCode><cbc:MinimumPercent>30</cbc:MinimumPercent>"
        "</cac:AllowedSubcontractTerms><cac:ContractExecutionRequirement><cbc:ExecutionRequirementCode listName='conditions'>performance"
        "</cbc:ExecutionRequirementCode><cbc:Description languageID='DAN'>Kun i Danmark.</cbc:Description>"
        "</cac:ContractExecutionRequirement>"
        "<cac:AwardingTerms><cac:AwardingCriterion><cac:SubordinateAwardingCriterion>"
        + extension(
            "<efac:AwardCriterionParameter><efbc:ParameterCode listName='number-weight'>per-exa</efbc:ParameterCode>"
            "<efbc:ParameterNumeric>60</efbc:ParameterNumeric></efac:AwardCriterionParameter>"
        )
        + "<cbc:AwardingCriterionTypeCode listName='award-criterion-type'>quality</cbc:AwardingCriterionTypeCode>"
        "<cbc:Name languageID='DAN'>Kvalitet</cbc:Name></cac:SubordinateAwardingCriterion></cac:AwardingCriterion></cac:AwardingTerms>"
        "<cac:SecurityClearanceTerm><cbc:Code listName='required'>true</cbc:Code><cbc:Description languageID='DAN'>HEMMELIGT"
        "</cbc:Description></cac:SecurityClearanceTerm>"
    )
    (lot,) = notice(eforms(TERMS=terms)).lots
    kinds = RequirementKind
    assert lot.requirements == (
        Requirement(kinds.SELECTION, Text({"da": "Kun i Danmark."}), "performance"),
        Requirement(kinds.CLEARANCE, Text({"da": "HEMMELIGT"}), "security-clearance"),
        Requirement(kinds.SUBCONTRACTING, Text({"en": "30 %"}), "subc-min"),
        Requirement(kinds.SUBCONTRACTING, Text(), "shar-subc"),
        Requirement(kinds.RESERVED, Text(), "res-ws"),
        Requirement(kinds.EU_FUNDS, Text(), "eu-funds"),
        Requirement(kinds.AWARD, Text({"da": "Kvalitet (60 %)"}), "quality"),
    )


def test_a_changed_notice_names_the_one_that_it_changes():
    identifier = "<efbc:ChangedNoticeIdentifier>da4d46e9-490b-41ff-a2ae-8166d356a619-01</efbc:ChangedNoticeIdentifier>"
    changes = f"<efac:Changes>{identifier}</efac:Changes>"
    reference = "<cac:NoticeDocumentReference><cbc:ID>00317845-2025</cbc:ID></cac:NoticeDocumentReference>"
    read = notice(eforms(RESULT=changes, PROCESS=reference))
    assert read.earlier == ("da4d46e9-490b-41ff-a2ae-8166d356a619", "317845-2025")


def test_what_else_is_said_is_not_lost():
    project = (
        "<cbc:Note languageID='DAN'>Se bilag.</cbc:Note><cac:ContractExtension><cbc:OptionsDescription languageID='DAN'>To år."
    )
    project += "</cbc:OptionsDescription></cac:ContractExtension>"
    assert notice(eforms(PROJECT=project)).lots[0].more == {"da": "Se bilag.\nTo år."}


def test_a_buyer_who_calls_it_off_is_understood():
    changes = "<efac:Changes><efac:ChangeReason><cbc:ReasonCode>{}</cbc:ReasonCode></efac:ChangeReason></efac:Changes>"
    assert notice(eforms(RESULT=changes.format("cancel"))).withdrawn
    assert not notice(eforms(RESULT=changes.format("update-add"))).withdrawn


def test_unknown_codes_are_kept_or_passed_over_but_never_crash():
    xml = eforms().replace(">35410000<", ">ZZ<").replace(">restricted<", ">brand-new<").replace(">ENG<", ">XQX<")
    read = notice(xml)
    assert (read.cpv, read.procedure, read.languages) == (("35400000",), "brand-new", ("da", "xqx"))


def test_groups_of_lots_are_no_lots_and_parts_of_a_plan_are():
    group = '<cac:ProcurementProjectLot><cbc:ID schemeName="LotsGroup">GLO-0001</cbc:ID></cac:ProcurementProjectLot>'
    part = '<cac:ProcurementProjectLot><cbc:ID schemeName="Part">PAR-0001</cbc:ID></cac:ProcurementProjectLot>'
    assert [lot.id for lot in notice(eforms(LOTS=group + part)).lots] == ["LOT-0001", "PAR-0001"]


def test_a_plan_that_says_everything_in_its_parts_takes_their_title():
    xml = without(eforms(), "cac:ProcurementProject").replace("competition", "planning")
    assert notice(xml).title == {"da": "Venstre dør"}
