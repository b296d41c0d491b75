"""
The holiday notice as it is published (放假通知): read from the State Council's own words, and written as a file.

The notice names each festival once: 「一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。」
Its own weekdays and day counts are checked, so that a slip in copying does not move anybody's time limit.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from tongpan.law.calendar import SATURDAY, Holiday, Instrument, InvalidNotice, YearNotice, read_notice

WEEKDAYS = "一二三四五六日"
FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
"""Law: 全国年节及纪念日放假办法 2."""

_YEAR = re.compile(r"关于(\d{4})年部分节假日安排")
_NUMBER = re.compile(r"国办发(?:明电)?〔\d{4}〕\d+号")
_SIGNED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?=[^日]*$)")
_ITEM = re.compile(r"[一二三四五六七八九十]+、([^：:，。]{2,12})[：:]")
_DAY = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日"
    r"(?:[（(][^）)]*?(?:周|星期)(?P<weekday>[一二三四五六日天])[^）)]*[）)]|[（(][^）)]*[）)])?"
)
_COUNT = re.compile(r"(?:共|放假)(\d+)天")


def read_publication(text: str) -> YearNotice:
    """
    Return the notice in a text: the State Council's own words, or a file in the form of those in `calendars/`.

    Law: 全国年节及纪念日放假办法; the State Council's notice for the year.

    :raises InvalidNotice: if it cannot be read, contradicts itself or the calendar, or leaves a festival out
    """
    return read_notice(text) if re.search(r"^\s*year\s*=", text, re.MULTILINE) else _read_words(text)


def write_notice(notice: YearNotice) -> str:
    """Return a notice as a file in the form of those in `calendars/`: `read_notice` gives it back."""
    lines = [f"year = {notice.year}"]
    for instrument in notice.instruments:
        lines += ["", "[[instrument]]", f"title = {_quoted(instrument.title)}"]
        if instrument.number:
            lines.append(f"number = {_quoted(instrument.number)}")
        if instrument.published_on is not None:
            lines.append(f"published_on = {instrument.published_on}")
        if instrument.source:
            lines.append(f"source = {_quoted(instrument.source)}")
    for holiday in notice.holidays:
        for first, last in _runs(holiday.days):
            lines += ["", "[[holiday]]", f"name = {_quoted(holiday.name)}", f"days = [{first}, {last}]"]
            if holiday.makeup and first == holiday.days[0]:
                lines.append(f"makeup = [{', '.join(map(str, holiday.makeup))}]")
    return "\n".join([*lines, ""])


def _read_words(text: str) -> YearNotice:
    words = re.sub(r"\s", "", text)
    found = _YEAR.search(words)
    if found is None:
        raise InvalidNotice("没有找到“关于××××年部分节假日安排的通知”字样，请粘贴通知全文（含标题）")
    year = int(found.group(1))
    marks = list(_ITEM.finditer(words))
    ends = [*(mark.start() for mark in marks), len(words)][1:]
    holidays = tuple(
        _holiday(mark.group(1), words[mark.end() : end], year) for mark, end in zip(marks, ends, strict=True)
    )
    missing = [name for name in FESTIVALS if not any(name in holiday.name for holiday in holidays)]
    if missing:
        raise InvalidNotice(f"通知里没有{'、'.join(missing)}的安排，请粘贴通知全文")
    return YearNotice(year, holidays, (_instrument_of(words, year),))


def _instrument_of(words: str, year: int) -> Instrument:
    number, signed = _NUMBER.search(words), _SIGNED.search(words)
    published_on = None
    if signed is not None and int(signed.group(1)) in (year - 1, year):
        published_on = _date(int(signed.group(1)), int(signed.group(2)), int(signed.group(3)))
    return Instrument(
        title=f"国务院办公厅关于{year}年部分节假日安排的通知",
        published_on=published_on,
        number=number.group() if number else "",
    )


def _holiday(name: str, words: str, year: int) -> Holiday:
    days: tuple[date, ...] = ()
    makeup: list[date] = []
    for sentence in words.split("。"):
        if "放假" in sentence and not days:
            days = _days_off(name, sentence.partition("放假")[0], year)
            _check_count(name, days, sentence)
        elif "上班" in sentence:
            makeup += [day for day, _ in _days_in(sentence, year)]
    if not days:
        raise InvalidNotice(f"“{name}”一条读不出放假的日期，请核对粘贴的文字")
    for day in makeup:
        if day.weekday() < SATURDAY:
            raise InvalidNotice(f"“{name}”一条的上班日{day:%Y-%m-%d}本来就是工作日，请核对")
    return Holiday(name, days, tuple(makeup))


def _days_off(name: str, words: str, year: int) -> tuple[date, ...]:
    days: list[date] = []
    until = 0
    for day, place in _days_in(words, year):
        if days and "至" in words[until : place[0]]:
            if day <= days[-1]:
                raise InvalidNotice(f"“{name}”一条的末日{day:%Y-%m-%d}不晚于首日{days[-1]:%Y-%m-%d}，请核对")
            days += [days[-1] + timedelta(days=step) for step in range(1, (day - days[-1]).days + 1)]
        else:
            days.append(day)
        until = place[1]
    return tuple(days)


def _days_in(words: str, year: int) -> Iterator[tuple[date, tuple[int, int]]]:
    """Give the days named in a sentence, each with its place; what a day leaves out it takes from the day before it."""
    current_year, month = year, 0
    for found in _DAY.finditer(words):
        if found["year"]:
            current_year = int(found["year"])
        elif found["month"] and int(found["month"]) < month:
            current_year += 1
        month = int(found["month"] or month)
        day = _date(current_year, month, int(found["day"]))
        said = found["weekday"]
        if said and WEEKDAYS[day.weekday()] != said.replace("天", "日"):
            raise InvalidNotice(f"{day:%Y-%m-%d}是周{WEEKDAYS[day.weekday()]}，粘贴的文字写作周{said}，请核对")
        yield day, found.span()


def _check_count(name: str, days: tuple[date, ...], sentence: str) -> None:
    said = _COUNT.search(sentence)
    if days and said is not None and int(said.group(1)) != len(days):
        raise InvalidNotice(f"“{name}”一条写明{said.group(1)}天，算出来是{len(days)}天，请核对")


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise InvalidNotice(f"没有{year}年{month}月{day}日这一天，请核对") from None


def _runs(days: tuple[date, ...]) -> Iterator[tuple[date, date]]:
    """Give the unbroken runs of days, each by its first and last."""
    first = last = days[0]
    for day in days[1:]:
        if day - last != timedelta(days=1):
            yield first, last
            first = day
        last = day
    yield first, last


def _quoted(text: str) -> str:
    plain = "".join(character for character in text if character >= " " and character != "\x7f")
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
