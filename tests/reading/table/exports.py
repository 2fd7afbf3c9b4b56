"""Exports as survey platforms write them, made up row by row; and workbooks of rows."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Mapping, Sequence

import openpyxl

from tests.writers.opendocument import NAMES, VERSION
from tests.writers.word import zipped

Rows = Sequence[Sequence[object]]

WHY = "Sunday opening would help families who work all week. It must not be paid for by closing branches."


def text_table(rows: Rows, delimiter: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """Rows as CSV or its kin."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=end).writerows(rows)
    return buffer.getvalue().encode(encoding)


def workbook(sheets: Mapping[str, Rows], hidden: Sequence[str] = ()) -> bytes:
    """Sheets of rows as xlsx."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook's bytes."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


def ods(table_rows: str) -> bytes:
    """Rows in the words of OpenDocument as a spreadsheet."""
    sheet = f'<office:spreadsheet><table:table table:name="S">{table_rows}</table:table></office:spreadsheet>'
    content = f"<office:body>{sheet}</office:body>"
    file = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{SPREADSHEET}"/>'
    members = {
        "mimetype": SPREADSHEET.encode(),
        "content.xml": f"<office:document-content {NAMES} {VERSION}>{content}</office:document-content>",
        "META-INF/manifest.xml": f"<manifest:manifest {NAMES}>{file}</manifest:manifest>",
    }
    return zipped(members, stored=("mimetype",))


CITIZEN_SPACE: Rows = [
    [
        "Response ID",
        "Date Submitted",
        "1: What is your name? - Name",
        "2: What is your email address? - Email",
        "3: What is your organisation? - Organisation",
        "4: Are you responding as an individual or on behalf of an organisation?",
        "5: Should libraries open on Sundays? - Sunday opening",
        "5: Should libraries open on Sundays? - Please tell us why",
        "6: Which should be kept? - Books",
        "6: Which should be kept? - Study space",
        "6: Which should be kept? - Other (please specify)",
        "7: Would you like your response to be confidential?",
    ],
    ["ANON-A1", "2026-01-05 09:00", "Ann Lee", "ann@example.org", "", "Individual", "Yes", WHY, "Books", "",
     "Toys", "No"],
    ["ANON-A2", "2026-01-06 10:00", "Bob Ray", "b@example.org", "Leeds Trust", "Organisation", "No", "", "",
     "Study space",
     "", "Yes"],
    ["ANON-A3", "2026-01-06 11:00", "", "", "", "", "Not sure", "Fund it properly", "Books", "Study space", "", ""],
]  # fmt: skip

MICROSOFT_FORMS: Rows = [
    ["ID", "Start time", "Completion time", "Email", "Name", "Do you agree with the plan?", "What matters most?",
     "Please explain your answer", "May we publish your response with your name?"],
    [1.0, datetime.datetime(2026, 1, 5, 9, 1), datetime.datetime(2026, 1, 5, 9, 9), "anonymous", "", "Agree",
     "Cost;Care;",
     WHY, "Yes"],
    [2.0, datetime.datetime(2026, 1, 5, 9, 2), datetime.datetime(2026, 1, 5, 9, 9), "anonymous", "", "Disagree",
     "Cost;",
     "n/a", "No"],
    [3.0, datetime.datetime(2026, 1, 5, 9, 3), datetime.datetime(2026, 1, 5, 9, 9), "anonymous", "", "Agree", "Care;",
     "1. Keep it.\n2. Pay for it.", "Only if you leave out my job"],
    [4.0, datetime.datetime(2026, 1, 5, 9, 4), datetime.datetime(2026, 1, 5, 9, 9), "anonymous", "", "Agree",
     "Care;Cost;",
     "", ""],
    [5.0, datetime.datetime(2026, 1, 5, 9, 5), datetime.datetime(2026, 1, 5, 9, 9), "anonymous", "", "Neutral", "Care;",
     "Ask the users", "Yes, but anonymously"],
]  # fmt: skip

GOOGLE_FORMS: Rows = [
    ["Timestamp", "Email Address", "How satisfied are you? [Opening hours]", "How satisfied are you? [Staff]",
     "Which do you use?", "Any other comments?"],
    ["05/01/2026 09:00:00", "a@example.org", "Satisfied", "Very satisfied", "Books, Wifi", "Open later, please."],
    ["05/01/2026 09:05:00", "b@example.org", "Dissatisfied", "Satisfied", "Books", "No comment"],
    ["05/01/2026 09:06:00", "c@example.org", "Satisfied", "Satisfied", "Wifi, Books", ""],
    ["05/01/2026 09:07:00", "d@example.org", "Satisfied", "Satisfied", "Wifi", "The staff are kind, and that matters."],
    ["05/01/2026 09:08:00", "e@example.org", "Neutral", "Satisfied", "Books, Wifi", "Thank you"],
]  # fmt: skip

SURVEY_MONKEY: Rows = [
    ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
     "Last Name",
     "Custom Data 1", "Do you support the plan?", "Which would you use? (tick all that apply)", "", "",
     "What else should we know?"],
    ["", "", "", "", "", "", "", "", "", "Response", "Books", "Wifi", "Other (please specify)", "Open-Ended Response"],
    ["118052219061", "446111201", "01/05/2026 09:00:00 AM", "01/05/2026 09:09:00 AM", "192.0.2.1", "", "Ann", "Lee", "",
     "Yes", "Books", "", "", WHY],
    ["118052219062", "446111201", "01/05/2026 09:00:00 AM", "01/05/2026 09:09:00 AM", "192.0.2.2", "", "", "", "",
     "No", "", "Wifi", "Toys", ""],
    ["118052219063", "446111201", "01/05/2026 09:00:00 AM", "01/05/2026 09:09:00 AM", "192.0.2.3", "", "", "", "",
     "Yes", "Books", "Wifi", "", "John Smith is right"],
]  # fmt: skip

QUALTRICS: Rows = [
    ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished", "RecordedDate",
     "ResponseId", "DistributionChannel", "UserLanguage", "Q1", "Q2_1", "Q2_2", "Q2_3_TEXT", "Q3"],
    ["Start Date", "End Date", "Response Type", "IP Address", "Progress", "Duration (in seconds)", "Finished",
     "Recorded Date", "Response ID", "Distribution Channel", "User Language", "Do you agree with the plan?",
     "Which matter? - Selected Choice - Cost", "Which matter? - Selected Choice - Care",
     "Which matter? - Other (please specify) - Text", "Please tell us anything else\nabout the plan"],
    [f'{{"ImportId":"{name}"}}' for name in
     ("startDate", "endDate", "status", "ipAddress", "progress", "duration", "finished", "recordedDate", "_recordId",
      "distributionChannel", "userLanguage", "QID1", "QID2_1", "QID2_2", "QID2_3_TEXT", "QID3_TEXT")],
    ["2026-01-05 09:00:00", "2026-01-05 09:10:00", "IP Address", "192.0.2.9", "100", "600", "True",
     "2026-01-05 09:10:01",
     "R_1aB", "anonymous", "EN", "Strongly agree", "Cost", "", "", WHY],
    ["2026-01-05 09:00:00", "2026-01-05 09:10:00", "IP Address", "192.0.2.8", "100", "66", "True",
     "2026-01-05 09:10:01",
     "R_2cD", "anonymous", "EN", "Disagree", "", "Care", "Trees", ""],
]  # fmt: skip

SMART_SURVEY: Rows = [
    ["UserID", "UserNo", "Name", "Email", "IP Address", "Unique ID", "Started", "Ended", "Tracking Link",
     "1. Do you support the plan?", "2. If no, please say why", "3. Which apply?", "", ""],
    ["", "", "", "", "", "", "", "", "", "", "", "Cost", "Care", "Comments:"],
    ["70012", "1", "", "", "192.0.2.1", "", "05/01/2026 09:00:00", "05/01/2026 09:05:00", "Web Link", "No",
     "Too dear", "1", "0", "Both, really"],
    ["70013", "2", "", "", "192.0.2.2", "", "05/01/2026 09:00:00", "05/01/2026 09:05:00", "Web Link", "Yes",
     "", "0", "1", ""],
]  # fmt: skip

JISC: Rows = [
    ["Unique Response Number", "1. What is your role?", "2. Do you agree?", "2.a. If you disagree, please explain",
     "3. What would you change?", "Completion Date"],
    ["1200001-1200-120001", "Nurse", "Disagree", "It costs too much.", "More staff.", "05/01/2026"],
    ["1200001-1200-120002", "Doctor", "Agree", "", "Nothing", "05/01/2026"],
    ["1200001-1200-120003", "Nurse", "Agree", "", "-", "05/01/2026"],
]  # fmt: skip
