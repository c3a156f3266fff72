"""Every sentence that a roster can be answered with, by code.

An error says what is wrong and how to mend it; a warning says what was done or what follows.
"""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    # dates
    "date.unreadable": _("This is not a date; write it as 01.02.1990."),
    "date.impossible": _("There is no such day; check day, month and year (01.02.1990)."),
    "date.year_only": _("Only the year is given; write day, month and year (01.02.1990)."),
    "date.future": _("A birth date cannot be in the future; check the year."),
    "date.ancient": _("A birth date before 1900 cannot be right; check the year."),
    "date.american": _("Read as month, day, year: %(value)s."),
    "date.letters": _("Letters in place of digits were corrected: %(value)s."),
    # phones
    "phone.unreadable": _("This is not a phone number; write it as +7 916 123-45-67."),
    "phone.digits": _(
        "A phone number cannot have %(count)s digits here; write it as +7 916 123-45-67."
    ),
    "phone.landline": _(
        "This is a landline; for the cabinet a mobile number is needed. No mobile is recorded."
    ),
    "phone.several": _("Several mobile numbers; the first one is taken: %(value)s."),
    "phone.letters": _("Letters in place of digits were corrected."),
    # passports
    "passport.unreadable": _(
        "This is not a passport; write series and number as 4508 123456, "
        "or series and number of a child's birth certificate."
    ),
    "passport.digits": _(
        "A passport has 10 digits (series 4, number 6), here %(count)s; write it as 4508 123456."
    ),
    "passport.no_series": _("The series is missing: 4 digits, such as 4508."),
    "passport.no_number": _("The number is missing: 6 digits, such as 123456."),
    "passport.zeros": _("Lost leading zeros were put back; check the last page of the passport."),
    "passport.letters": _("Letters in place of digits were corrected."),
    "passport.shared": _("Row %(row)s gives the same passport for another person; check both."),
    "passport.taken": _("%(name)s of this employer has the same passport; check both."),
    # e-mail
    "email.unreadable": _("This is not an e-mail address; write it as name@company.ru."),
    "email.cyrillic": _(
        "Cyrillic letters in the address were replaced with Latin ones: %(value)s."
    ),
    "email.cyrillic_letters": _(
        "There are Cyrillic letters in the address; type it anew in Latin letters."
    ),
    "email.several": _("Several addresses; the first one is taken: %(value)s."),
    # names
    "name.missing": _("The full name is missing; write surname, first name and patronymic."),
    "name.surname_missing": _("The surname is missing."),
    "name.first_missing": _("The first name is missing."),
    "name.one_word": _("Surname and first name are both needed; here is one word only."),
    "name.initials": _("Initials are not enough; write first name and patronymic in full."),
    "name.digits": _("A name cannot hold digits; check the cell."),
    "name.signs": _("A name cannot hold such signs; leave only letters, hyphen and apostrophe."),
    "name.long": _("A name cannot be longer than %(count)s characters; check the cell."),
    "name.alphabets": _(
        "Latin and Cyrillic letters are mixed in “%(word)s”; type the name anew in one alphabet."
    ),
    "name.lookalikes": _("Letters of another alphabet were corrected: %(value)s."),
    "name.brackets": _("The words in brackets were left out: %(value)s."),
    "name.order": _("Surname, name and patronymic were put in order: %(value)s."),
    # words
    "sex.unknown": _("Unknown sex; write m or f."),
    "sex.differs": _("The sex does not fit the patronymic; check both."),
    "relation.unknown": _(
        "Unknown relation; write employee, husband, wife, son, daughter, mother, father, relative."
    ),
    # rows
    "birth.missing": _("The birth date is missing; write it as 01.02.1990."),
    "row.twice": _("The same person stands in row %(row)s already; counted once."),
    "row.contradicts": _(
        "The same person stands in row %(row)s with other data (%(columns)s); keep the right row."
    ),
    "contact.shared": _(
        "The same contact is given in row %(row)s for another person; "
        "signing up needs a contact of one's own."
    ),
    "contact.taken": _(
        "This contact is %(name)s's in the contract; signing up needs a contact of one's own."
    ),
    "contact.elsewhere": _(
        "This contact stands on another valid policy too; check it: "
        "signing up needs a contact of one's own."
    ),
    "absent.passport": _("No passport: this person cannot sign up in the cabinet yet."),
    "absent.phone": _("No mobile: this person cannot sign up in the cabinet yet."),
    "absent.email": _("No work e-mail: this person cannot sign up in the cabinet yet."),
    "column.passport": _("The file has no passport column: nobody from it can sign up yet."),
    "column.phone": _("The file has no mobile phone column: nobody from it can sign up yet."),
    "column.email": _("The file has no work e-mail column: employees from it cannot sign up yet."),
    "main.missing": _(
        "Whose relative is this? Name the main insured employee (full name or personnel number)."
    ),
    "main.unknown": _(
        "There is no such main insured in the file or in the contract; check the name or number."
    ),
    "main.ambiguous": _("Several employees fit; give the personnel number of the main insured."),
    "main.bad": _("The row of the main insured (%(row)s) has errors; mend it first."),
    "main.self": _("A dependant cannot be their own main insured."),
    "period.reversed": _("The end is before the start; check both dates."),
    "period.outside": _("The contract runs from %(start)s to %(end)s; the date lies outside."),
    # programmes and persons of the contract
    "programme.unknown": _("There is no such programme; write one of: %(known)s."),
    "programme.missing": _("The contract has no programme of its own; name one of: %(known)s."),
    "policy.unknown": _(
        "The contract has no such policy number; leave the cell empty for new people."
    ),
    "policy.contradicts": _(
        "This policy belongs to somebody else (%(name)s); check number, name and birth date."
    ),
    "person.ambiguous": _("Several people of the contract fit this row; give the policy number."),
    "full.many": _(
        "As a full list it ends %(count)s of %(of)s insured people; make sure that it is full."
    ),
    "sheet.other": _("The sheet “%(value)s” looks like a list too; only one sheet was read."),
}

UNUSABLE = {
    "not_found": _("The file “%(name)s” cannot be found or opened."),
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than %(limit)s MB; send the list in parts."),
    "encrypted": _("The file is protected with a password; remove the password and send it again."),
    "bomb": _("The file unpacks to an unreasonable size; save the list anew as XLSX or CSV."),
    "too_many_cells": _(
        "The sheet is unreasonably large; keep only the list and save it anew as XLSX or CSV."
    ),
    "wrong_type": _("This is not a table: %(kind)s. Send the list as XLSX, XLS, ODS or CSV."),
    "unknown_type": _(
        "This is not a table that can be read. Send the list as XLSX, XLS, ODS or CSV."
    ),
    "old_format": _(
        "This is %(kind)s under the name of a table; open it in a spreadsheet and save as XLSX."
    ),
    "damaged": _("The file is damaged and cannot be read; save it anew and send it again."),
    "no_header": _(
        "No row with column titles was found; the list needs at least full name and birth date."
    ),
    "no_name": _("There is no column with the full name; name it “Full name”."),
    "no_birth_date": _("There is no column with the birth date; name it “Birth date”."),
    "unexpected": _("Something went wrong on our side; nothing was changed. Please try again."),
    "no_rows": _("There are no people in the list below the column titles."),
}

# Fields as a preview names them when they change.
FIELDS = {
    "name": _("Full name"),
    "birth_date": _("Birth date"),
    "sex": _("Sex"),
    "city": _("City"),
    "address": _("Address"),
    "passport": _("Passport"),
    "mobile": _("Mobile phone"),
    "work_email": _("Work e-mail"),
    "personnel_number": _("Personnel number"),
    "job": _("Job"),
    "relation": _("Relation"),
    "main": _("Main insured"),
    "programme": _("Programme"),
    "start": _("Start date"),
    "last_day": _("End date"),
}
