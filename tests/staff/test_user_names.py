"""User names in Thai: every way to type one leads to the same person, and nobody gets one that looks like another's."""

import unicodedata

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.models import User
from agencies.usernames import normalise, validate_username
from tests import factories
from tests.staff_pages import errors, page, send, superuser

NAMES = [
    "สมศรี",
    "น้ำฝน",
    "ผู้อำนวยการ",
    "ปลัด.ท่ามะลิ่ง",
    "กิ่งแก้ว_๒",
    "พันธุ์ทิพย์",
    "ฤๅษี",
    "เด็กๆ",
    "ก็ดี",
    "somsri.j",
    "กองคลัง@อบต-1",
]
# One name in several spellings that look the same: in parts, in another order, from another keyboard.
SPELLINGS = {
    "น้ำฝน": ["น้ํา" + "ฝน", "นํ้า" + "ฝน", "นำ้ฝน", " น้ำฝน "],
    "ผู้ดี": ["ผู้ดี"],
    "กิ่งแก้ว": ["ก่ิงเเก้ว"],
    "ฤๅษีขาว": ["ฤาษีขๅว"],
    "somsri": ["ｓｏｍｓｒｉ"],
}
PAIRS = [(name, spelling) for name, spellings in SPELLINGS.items() for spelling in spellings]
REFUSED = {
    "สม ศรี": "ไม่มีเว้นวรรค",
    "สม\u00a0ศรี": "ไม่มีเว้นวรรค",
    "สม\u200bศรี": "อักขระที่มองไม่เห็น",
    "สม\u202eศรี": "อักขระที่มองไม่เห็น",
    "สม\u0007ศรี": "",
    "sоmsri": "ตัวอักษรอังกฤษ",  # the second letter is Cyrillic
    "สมศรี/กองคลัง": "@ . + - _",
    "ก้้อง": "พิมพ์ซ้ำ",
    "่ก้อง": "ไม่ได้อยู่บนพยัญชนะ",
    "a่": "ไม่ได้อยู่บนพยัญชนะ",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_with_vowels_and_tones_is_a_user_name_and_keeps_its_letters(name):
    validate_username(normalise(name))
    assert normalise(name) == name


@pytest.mark.parametrize(("name", "spelling"), PAIRS)
def test_spellings_that_look_the_same_are_one_name(name, spelling):
    assert spelling != name
    assert normalise(spelling) == name


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B)))
def test_a_name_is_spelled_anew_once_and_in_whatever_form_it_comes(text):
    once = normalise(text)
    assert normalise(once) == once
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert normalise(unicodedata.normalize(form, text)) == once


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_be_read_as_another_name_is_none(name):
    with pytest.raises(ValidationError):
        validate_username(normalise(name))


@pytest.mark.django_db
@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_name_is_refused_with_a_sentence_that_is_true(name):
    answer = send(superuser(), page("agencies_user_add"), username=name)
    assert REFUSED[name] in errors(answer)
    assert errors(answer)
    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "spelling"), PAIRS)
def test_a_person_signs_in_with_any_spelling_of_the_name(agency, name, spelling):
    factories.make_user(spelling, agency=agency)
    assert User.objects.get().username == name
    for written in (name, spelling):
        client = Client(headers={"host": "localhost"})
        answer = client.post(page("login"), {"username": written, "password": "secret"})
        assert (answer.status_code, "_auth_user_id" in client.session) == (302, True), written


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "spelling"), [*PAIRS, ("somsri", "Somsri")])
def test_a_name_that_looks_like_another_persons_is_refused_for_new_people_and_for_known_ones(agency, name, spelling):
    factories.make_user(name, agency=agency)
    known, client = factories.make_user("known", agency=agency), superuser()
    for address in (page("agencies_user_add"), page("agencies_user_change", known.pk)):
        assert "มีผู้ใช้งานชื่อนี้อยู่แล้ว" in errors(send(client, address, username=spelling))
    known.refresh_from_db()
    assert known.username == "known"


@pytest.mark.django_db
def test_a_person_keeps_the_own_name_and_gets_a_thai_one(agency):
    user, client = factories.make_user("somsri", agency=agency), superuser()
    for name, kept in (("somsri", "somsri"), ("Somsri", "Somsri"), ("นํ้าฝน", "น้ำฝน")):
        assert send(client, page("agencies_user_change", user.pk), username=name).status_code == 302
        user.refresh_from_db()
        assert user.username == kept


@pytest.mark.django_db
def test_a_row_written_by_a_program_is_spelled_as_it_is_looked_up(agency):
    User(username="นํ้าฝน", agency=agency, role=User.Role.PLANNER).save()
    assert User.objects.get_by_natural_key("น้ำฝน") == User.objects.get(username="น้ำฝน")


@pytest.mark.django_db
def test_names_of_an_earlier_version_are_found_after_the_upgrade(agency):
    for number, name in enumerate(("เเดง", "เเจง", "แจง")):
        factories.make_user(f"user-{number}", agency=agency)
        User.objects.filter(username=f"user-{number}").update(username=name)
    migration = MigrationLoader(connection).get_migration("agencies", "0002_accept_thai_user_names")
    migration.operations[-1].code(apps, None)
    assert set(User.objects.values_list("username", flat=True)) == {"แดง", "เเจง", "แจง"}
