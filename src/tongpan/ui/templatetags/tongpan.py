"""The tags and filters of every template: dates, icons, states, and the components of ``ui/components``."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BaseForm, BoundField, Field
from django.template.base import Parser, Token
from django.template.loader_tags import BlockNode
from django.templatetags.static import do_static, static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tongpan.kernel import clock
from tongpan.ui import icons, masking, statuses, stepsbar, timetext

register = template.Library()
Context = template.RequestContext


@register.filter
def day(value: date | datetime | None) -> str:
    """11-22 周日."""
    return timetext.day(value, clock.today()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """11-22 14:05."""
    return timetext.moment(value, clock.today()) if value else ""


@register.filter
def since(value: datetime | None) -> str:
    """11-22 14:05, or 11-22 周日 of what is known by its day alone."""
    return timetext.since(value, clock.today()) if value else ""


@register.filter
def cn_date(value: date | datetime | None) -> str:
    """2026年11月22日."""
    return timetext.cn_date(value) if value else ""


@register.filter
def limit(value: object) -> str:
    """还有 3 个工作日, for plain text; ``{% timelimit %}`` makes the chip."""
    return timetext.limit_text(value, clock.now()).words if value else ""


@register.filter
def mask_phone(value: object) -> str:
    """138****1234."""
    return masking.phone(str(value or ""))


@register.filter
def percent(value: float | None) -> str:
    """0.874 → 87%."""
    return "" if value is None else f"{value:.0%}"


@register.filter
def attributes(value: Mapping[str, object] | None) -> SafeString:
    """Write a mapping as HTML attributes, escaped."""
    parts = [format_html(' {}="{}"', name, text) for name, text in (value or {}).items()]
    return mark_safe("".join(parts))


@register.simple_tag
def icon(name: str, title: str = "") -> SafeString:
    """Draw an icon of the sprite; with a title it is read aloud, without one it is decoration."""
    href = f"{static('built/icons.svg')}#{icons.known(name)}"
    if title:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', title, href)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', href)


def _chip(look: statuses.Look, kind: str) -> SafeString:
    return format_html('<span class="chip chip-{} {}">{}{}</span>', look.tone, kind, icon(look.icon), look.label)


@register.simple_tag
def status(value: object, label: str = "", tone: str = "", icon_name: str = "") -> SafeString:
    """Show a state by word, icon and colour."""
    look = statuses.look(value, label)
    return _chip(statuses.Look(look.label, icon_name or look.icon, tone or look.tone), "status")


@register.simple_tag
def chip(label: str, tone: str = "plain", icon_name: str = "") -> SafeString:
    """Show any short fact as a chip."""
    return format_html('<span class="chip chip-{}">{}{}</span>', tone, icon(icon_name) if icon_name else "", label)


@register.simple_tag
def priority(value: object, quiet: bool = True) -> SafeString:
    """Mark an urgency; an ordinary one is not marked unless ``quiet`` is false."""
    return mark_safe("") if quiet and str(value) == "NORMAL" else _chip(statuses.priority(value), "priority")


@register.simple_tag
def timelimit(value: object, name: str = "") -> SafeString:
    """Show a time limit: what is left, and the date beside it."""
    if not value:
        return mark_safe("")
    text = timetext.limit_text(value, clock.now())
    prefix = format_html('<span class="limit-name">{}</span>', name) if name else ""
    words = format_html('<span class="limit-words">{}{}</span>', icon(text.icon), text.words)
    when = format_html('<span class="limit-date">{}</span>', text.when)
    return format_html('<span class="limit limit-{}">{}{} {}</span>', text.tone, prefix, words, when)


@register.simple_tag
def ago(value: datetime | None) -> SafeString:
    """Show a moment; the browser rewrites it as 12 分钟前 and keeps it current."""
    if not value:
        return mark_safe("")
    return format_html(
        '<time datetime="{}" data-ago title="{}">{}</time>', value.isoformat(), moment(value), moment(value)
    )


@register.inclusion_tag("ui/components/empty.html")
def empty(title: str, how: str = "", href: str = "", action: str = "", icon_name: str = "inbox") -> dict[str, str]:
    """Say what will appear here and how to make it appear."""
    return {"title": title, "how": how, "href": href, "action": action, "icon_name": icon_name}


@register.inclusion_tag("ui/components/pager.html", takes_context=True)
def pager(context: Context, page: Any, parameter: str = "after") -> dict[str, Any]:
    """Lead to the next page of a keyset list, keeping the filters; ``page`` has ``items`` and ``next``."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None
    first = more = ""
    if query is not None:
        after = query.pop(parameter, None)
        first = f"?{query.urlencode()}" if after else ""
        if page.next:
            query[parameter] = page.next
            more = f"?{query.urlencode()}"
    return {"first": first, "more": more, "count": len(page.items)}


@register.inclusion_tag("ui/components/person.html")
def person(name: str, role: str = "", phone: str = "", href: str = "", call: bool = False) -> dict[str, Any]:
    """Show a person: name, role, masked telephone. ``call`` keeps the number whole behind a telephone link."""
    return {"name": name, "role": role, "phone": phone, "masked": masking.phone(phone), "href": href, "call": call}


@register.inclusion_tag("ui/components/timeline.html")
def timeline(items: Sequence[Any]) -> dict[str, Any]:
    """Show what happened, newest first: an item has ``at``, ``title``, perhaps ``text, actor, icon, tone, seq``."""
    return {"items": [_timeline_item(item) for item in items]}


_TIMELINE = {"at": None, "title": "", "text": "", "actor": "", "icon": "point", "tone": "plain", "seq": ""}


def _timeline_item(item: Any) -> dict[str, Any]:
    if isinstance(item, Mapping):
        return {key: item.get(key, default) for key, default in _TIMELINE.items()}
    return {key: getattr(item, key, default) for key, default in _TIMELINE.items()}


@register.inclusion_tag("ui/components/facts.html")
def facts(pairs: Sequence[tuple[str, object]], columns: int = 2) -> dict[str, Any]:
    """Show (label, value) pairs; a pair without a value shows a dash."""
    return {"pairs": pairs, "columns": columns}


@register.inclusion_tag("ui/components/steps.html")
def steps(items: Sequence[Any]) -> dict[str, Any]:
    """Show a bar of steps: each has ``label``, ``at`` and ``state`` (done, current, todo, skipped)."""
    return {"items": items}


@register.inclusion_tag("ui/components/steps.html")
def five_steps(lead: object) -> dict[str, Any]:
    """Show how far a lead has come: 收集 分流 处置 反馈 归档."""
    return {"items": stepsbar.five_steps(lead)}


@register.inclusion_tag("ui/components/explanation.html")
def explanation(why: Mapping[str, Any] | None, title: str = "为什么这样分") -> dict[str, Any]:
    """
    Show why something was decided.

    ``why`` may have: ``conclusion``, ``sure`` (0..1), ``sure_words``, ``reasons`` [(label, text)], ``words`` [str],
    ``others`` [(label, 0..1)], ``notes`` [str].
    """
    keys = ("conclusion", "sure", "sure_words", "reasons", "words", "others", "notes")
    return {"title": title, "has": bool(why), **{key: (why or {}).get(key) for key in keys}}


@register.inclusion_tag("ui/components/stat.html")
def stat(
    label: str, value: object, unit: str = "", note: str = "", href: str = "", tone: str = "plain", icon_name: str = ""
) -> dict[str, object]:
    """Show one figure with its unit; it leads to the list it counts. Figures never rank anybody."""
    return {
        "label": label,
        "value": value,
        "unit": unit,
        "note": note,
        "href": href,
        "tone": tone,
        "icon_name": icon_name,
    }


@register.inclusion_tag("ui/components/tabs.html")
def tabs(items: Sequence[Any], label: str = "分类") -> dict[str, Any]:
    """Show links as tabs: each item is (href, label, count or None, current)."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/components/notice.html")
def notice(text: str, tone: str = "info", title: str = "") -> dict[str, str]:
    """Say something beside the work: tone info, good, warn or bad."""
    names = {"good": "circle-check", "warn": "alert-triangle", "bad": "alert-circle"}
    return {"text": text, "tone": tone, "title": title, "icon_name": names.get(tone, "info-circle")}


@register.inclusion_tag("ui/components/refusal.html")
def refusal(problem: Any, forward: str = "", href: str = "", action: str = "") -> dict[str, Any]:
    """Show a refusal: the plain reason, the way forward, the articles folded under it."""
    breaches = [
        {
            "message": breach.message,
            "citation": str(breach.citation or ""),
            "gist": getattr(breach.citation, "gist", ""),
        }
        for breach in getattr(problem, "verdict", ())
    ]
    reason = getattr(problem, "message", "") or str(problem)
    return {"reason": reason, "forward": forward, "href": href, "action": action, "breaches": breaches}


@register.inclusion_tag("ui/components/print_header.html", takes_context=True)
def print_header(context: Context, title: str, note: str = "") -> dict[str, Any]:
    """Head a printed list: title, who printed it and when."""
    shell = context.get("shell")
    return {"title": title, "note": note, "name": getattr(shell, "name", ""), "now": clock.now()}


@register.simple_tag
def field(
    bound: BoundField, label: str = "", help: str | None = None, placeholder: str = "", wide: bool = False
) -> SafeString:
    """Draw a form field with its label, help and errors, wired for assistive technology."""
    bound.label = label or bound.label
    if help is not None:
        bound.help_text = help
    if placeholder:
        bound.field.widget.attrs["placeholder"] = placeholder
    drawn = bound.render("ui/forms/field.html")
    return format_html('<div class="field-wide">{}</div>', drawn) if wide else drawn


_CHOSEN = ("select", "radioselect", "checkboxselectmultiple", "file", "clearablefile", "files", "date")


@register.filter
def faults(bound: BoundField) -> list[str]:
    """Return what is wrong with a field; of an empty one it is said what to do, not Django's 「这个字段是必填项」."""
    empty = str(Field.default_error_messages["required"])
    wanted = "请选择" if bound.widget_type in _CHOSEN else "请填写"
    return [wanted if str(fault) == empty else str(fault) for fault in bound.errors]


@register.inclusion_tag("ui/components/upload.html")
def upload(bound: BoundField, accept: str = "image/*", capture: bool = False) -> dict[str, Any]:
    """Draw a file field with a preview of what was chosen; ``capture`` opens the camera of a phone."""
    return {
        "bound": bound,
        "accept": accept,
        "capture": capture,
        "multiple": getattr(bound.field.widget, "allow_multiple_selected", False),
    }


@register.simple_tag
def json_data(value: object, element_id: str) -> SafeString:
    """Write data for a script of ours: ``<script type="application/json" id=…>``."""
    text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return format_html('<script type="application/json" id="{}">{}</script>', element_id, mark_safe(safe))


@register.inclusion_tag("ui/components/chart.html")
def chart(spec: Mapping[str, Any], element_id: str) -> dict[str, Any]:
    """
    Draw figures, with the same figures as a table beside them.

    ``spec``: ``title, unit, labels [...], series [{name, kind: bar|line, values [...], tone}], stacked, horizontal``.
    """
    columns = [series["values"] for series in spec["series"]]
    rows = [(label, [values[index] for values in columns]) for index, label in enumerate(spec["labels"])]
    shown = {"title": "", "unit": "", **spec}
    return {"spec": shown, "element_id": element_id, "rows": rows}


class RepeatBlock(template.Node):
    """Draws a block once more, so that a title is written once and stands in ``<title>`` and in ``<h1>``."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        """Draw the block as the innermost template defines it."""
        return BlockNode(self.name, template.NodeList()).render(context)


@register.tag
def repeat_block(parser: Parser, token: Token) -> RepeatBlock:
    """``{% repeat_block title %}``."""
    return RepeatBlock(token.split_contents()[1])


@register.simple_tag
def url_or_empty(name: str, *args: object) -> str:
    """Return an address, or nothing where no such page exists; use with ``as``."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("ui/components/filters.html", takes_context=True)
def filters(context: Context, form: BaseForm) -> dict[str, Any]:
    """Draw a GET form as a filter bar; on a phone it folds away and says how many filters are on."""
    request = context.get("request")
    query = request.GET if request is not None else {}
    active = sum(1 for bound in form if not bound.is_hidden and query.get(bound.html_name))
    for bound in form:
        bound.field.widget.attrs.pop("required", None)
        bound.field.required = False
    path = request.path if request is not None else ""
    return {
        "fields": list(form),
        "active": active,
        "path": path,
        "errors": form.non_field_errors(),
    }


register.tag("static", do_static)
