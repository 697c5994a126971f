import pytest

from klynge.core.errors import Wrong
from klynge.core.identifiers import Checked, cvr, municipality, ncage, nsn, p_number, vat


@pytest.mark.parametrize("number", ["13748136", "13585628", "19319970", "DK 13 58 56 28"])
def test_a_right_cvr_number_has_no_warning(number):
    assert cvr(number).warnings == ()


def test_a_cvr_number_with_a_wrong_check_digit_only_warns():
    assert cvr("13748137") == Checked("13748137", ("checksum",))


def test_a_cvr_number_with_remainder_one_was_never_issued():
    # 0000006 gives 12, remainder 1.
    assert cvr("00000061").warnings == ("never-issued",)


@pytest.mark.parametrize("number", ["1374813", "137481366", "1374813A", "", "١٣٧٤٨١٣٦"])
def test_a_cvr_number_that_is_not_eight_digits_is_refused(number):
    with pytest.raises(Wrong, match="eight digits"):
        cvr(number)


def test_a_p_number_is_checked_for_its_length_only():
    assert p_number("1 000 000 001") == Checked("1000000001")
    with pytest.raises(Wrong, match="ten digits"):
        p_number("100000000")


def test_vat_numbers_follow_their_country():
    assert vat("dk 13585628") == Checked("DK13585628")
    assert vat("DK13585627").warnings == ("checksum",)
    assert vat("GR123456789").value == "EL123456789"
    assert vat("QQ123456").warnings == ("country-unknown",)
    with pytest.raises(Wrong, match="form that SE uses"):
        vat("SE123")
    with pytest.raises(Wrong, match="two letters"):
        vat("13585628")


def test_a_danish_ncage_begins_with_r_and_ends_with_a_digit():
    assert ncage("r00a7", "DK") == Checked("R00A7")
    assert ncage("K00A7", "dk").warnings == ("pattern",)
    assert ncage("K00A7").warnings == ()
    assert ncage("S0123", "ZA").warnings == ("country-unknown",)
    with pytest.raises(Wrong, match="five characters"):
        ncage("R0OA7")


def test_a_stock_number_is_written_in_its_four_groups():
    assert nsn("NSN 1005221234567").value == "1005-22-123-4567"
    with pytest.raises(Wrong, match="13 digits"):
        nsn("1005-22-123-456")


def test_a_municipality_code_is_padded():
    assert municipality("101").value == "0101"
    with pytest.raises(Wrong):
        municipality("10")


def test_a_long_wrong_value_is_shown_short():
    with pytest.raises(Wrong) as told:
        cvr("9" * 500)
    assert len(str(told.value)) < 150
