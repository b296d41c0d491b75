"""
A great many leads, put straight into PostgreSQL: three years of the four demo districts.

Towns, bodies, teams and matters are the demo's own, so every key is valid. Older leads are archived; nineteen in twenty
of all are. Documents for the search are made by the same rule as ``kernel.search`` (pairs of characters, kind and
territory), counted cells by the rule of ``leads.domain.counting``. Stamps, result and version of a lead are those that
its moves leave behind. Similarity bands and ledger entries are left out: no list, search or overview reads them; the
leads whose page is measured get ledger entries one by one, or all get theirs from ``bench.scale_ledger``.
"""

from datetime import date
from typing import Any

from django.db import connection

from bench.texts import ENDS, PROBLEMS, SPOTS, TIMES

TEXTS = 60_000
RARE_WORD = "孔雀"
FREQUENT_WORD = "占道经营"
ARCHIVED_SHARE = 0.95
YEARS = 3
TWO_WORDS = ("油烟", "河堤")
ONE_CHARACTER = "泥"
NEWEST = 1000
"""
so many of the newest leads are in hand, three in four, and bear in turn the words that are searched for: then a desk
shows all its parts and every search finds something, among these alone as among a million: statements can be compared
"""
MOVED = ("ASSIGNED", "HANDLING", "HANDLED", "ANSWERED", "ARCHIVED")
"""each is one move further"""
RESULT = "现场核实后已劝离并清理干净，当事人表示不再占用"
ANSWER = "您反映的问题已经处理完毕，感谢您的监督"

_PREPARE = """
CREATE TEMP TABLE bench_town AS
SELECT row_number() OVER (ORDER BY t.code) - 1 AS n, t.id AS town_id, t.county_id AS district_id,
       left(c.code, 6) AS code,
       (SELECT a.id FROM agencies_agency a WHERE a.place_id = t.id ORDER BY a.id LIMIT 1) AS body_id,
       (SELECT m.id FROM agencies_team m WHERE m.host_town_id = t.id ORDER BY m.id LIMIT 1) AS team_id,
       ARRAY(SELECT v.id FROM places_place v WHERE v.town_id = t.id AND v.level = 'VILLAGE' ORDER BY v.code) AS villages
FROM places_place t JOIN places_place c ON c.id = t.county_id
WHERE t.level = 'TOWN' AND EXISTS (SELECT 1 FROM agencies_team m WHERE m.host_town_id = t.id);
CREATE TEMP TABLE bench_matter AS
SELECT row_number() OVER (ORDER BY code) - 1 AS n, id AS matter_id, domain FROM powers_matter;
CREATE TEMP TABLE bench_text (n integer PRIMARY KEY, title text, body text, pairs text[]);
"""

_TEXTS = """
INSERT INTO bench_text
SELECT n, left(said, 40), said,
       (SELECT array_agg(DISTINCT substr(run, g, 2))
        FROM regexp_split_to_table(trim(regexp_replace(left(said, 40) || ' ' || said, '[，。 ]+', ' ', 'g')), ' ') run,
             generate_series(1, length(run)) g)
FROM (
  SELECT n, %(times)s::text[] AS times, (%(times)s::text[])[1 + mod(n, {times})] || '在'
         || (%(spots)s::text[])[1 + mod(n / 7, {spots})] || (1 + n) || '号附近，'
         || CASE WHEN n = 77 THEN '有人养了孔雀，一直叫' ELSE (%(problems)s::text[])[1 + mod(n / 3, {problems})] END
         || '，' || (%(ends)s::text[])[1 + mod(n / 11, {ends})] || '。已经有' || (2 + mod(n / 13, 88)) || '天了' AS said
  FROM generate_series(0, %(texts)s - 1) n
) made
"""

_LEADS = """
INSERT INTO leads_lead (
  id, number, version, district_id, town_id, village_id, place_text, datum, channel, nature, priority, title, text,
  emergency_note,
  status, desk, touched_at, return_count, matter_id, domain, body_id, team_id, route_rule, route_sure, route, joint,
  outcome, outcome_note, receiver, forwarded, skipped, collected_at, dispatched_at, handled_at, answered_at,
  archived_at, source_system, system_of_record)
SELECT
  (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(i::text), 1, 3)
    || '8' || substr(md5(i || 'x'), 1, 15))::uuid,
  'XS' || code || '-' || to_char(at, 'YYYY') || '-B' || i,
  moved + CASE WHEN returned THEN 2 ELSE 0 END, district_id, town_id,
  villages[1 + mod(dice / 8192, greatest(cardinality(villages), 1))], '', '',
  (ARRAY['HOTLINE','HOTLINE','HOTLINE','GRID','GRID','PUBLIC','PATROL','DIGITAL_CITY','VIDEO','PETITION'])
    [1 + mod(i / 5, 10)],
  (ARRAY['COMPLAINT','COMPLAINT','REPORT','HELP','CONSULT','SUGGESTION'])[1 + mod(i / 17, 6)],
  CASE WHEN mod(i, 1000) = 3 THEN 'EMERGENCY' WHEN mod(i, 100) = 9 THEN 'URGENT' ELSE 'NORMAL' END,
  title, body, '',
  status,
  CASE WHEN mod(i, 9) = 0 THEN 'DISTRICT' ELSE 'TOWN' END, at + interval '2 days',
  CASE WHEN returned THEN 1 ELSE 0 END,
  matter_id, domain, body_id, team_id, 'TOWN_DUTY', 0.8, route, mod(i, 150) = 0,
  CASE WHEN moved > 2 THEN (ARRAY['SETTLED_ON_SPOT','CORRECTED','CASE_OPENED','NOT_FOUND','NO_VIOLATION'])
    [1 + mod(i, 5)] ELSE '' END,
  CASE WHEN moved > 2 THEN %(result)s ELSE '' END, '', false, '{{}}', at,
  CASE WHEN moved > 0 OR returned THEN at + interval '3 hours' END, CASE WHEN moved > 2 THEN at + interval '1 day' END,
  CASE WHEN moved > 3 THEN at + interval '2 days' END, CASE WHEN moved > 4 THEN at + interval '3 days' END,
  'bench', 'tongpan'
FROM (
  SELECT i, %(start)s::timestamptz + interval '1 day' * ({days} * (i - 1)::float / %(whole)s) AS at,
         (hashint4(i)::bigint + 2147483648) AS dice,
         (hashint4(i + 7)::bigint + 2147483648) / 4294967296.0
           >= CASE WHEN i > %(whole)s - {newest} THEN 1 - mod(i, 4) / 3
                   WHEN i > %(whole)s * 0.94 THEN 0.75 ELSE 0.0053 END AS done,
         '{{"rule":"TOWN_DUTY","why":"镇街已承接这一事项，由本镇队伍办理","place":"按来件中的地名认定","sure":0.8,'
         '"reason":"","kind":"ENFORCEMENT","kind_words":["占道","摊贩"],"emergency":[],"candidates":[{{"code":"X",'
         '"sure":0.8,"words":["占道","摊贩"]}}],"matter":null,"competent":null,"joint_with":[]}}'::jsonb AS route
  FROM generate_series(%(first)s::int, %(last)s::int) i
) lead
CROSS JOIN LATERAL (
  SELECT mod(i, 200) = 0 AS returned,
         CASE WHEN done THEN 'ARCHIVED' WHEN mod(i, 200) = 0 THEN 'ROUTED'
              ELSE (ARRAY['TRIAGE','PLACE_PENDING','ROUTED','ASSIGNED','HANDLING','HANDLING','HANDLED','ANSWERED'])
                [1 + mod(i, 8)] END AS status
) stood
CROSS JOIN LATERAL (SELECT coalesce(array_position(%(moves)s::text[], status), 0) AS moved) went
JOIN bench_town ON bench_town.n = mod(dice, (SELECT count(*) FROM bench_town))
JOIN bench_matter ON bench_matter.n = mod(dice / 64, (SELECT count(*) FROM bench_matter))
JOIN bench_text ON bench_text.n = coalesce(
  CASE WHEN i > %(whole)s - {newest} THEN (%(searched)s::int[])[1 + mod(i, 8)] END, mod(dice / 1024, {texts}))
ORDER BY i
"""

_REPORTERS = """
INSERT INTO leads_reporter (id, lead_id, channel, nature, name_sealed, phone_sealed, phone_index, anonymous,
  wants_answer, query_index, reported_at, answered_at, answer, answer_way)
SELECT id, id, channel, nature, '', '', md5(number), true, true, md5(id::text), collected_at, answered_at,
  CASE WHEN answered_at IS NULL THEN '' ELSE %(answer)s END, CASE WHEN answered_at IS NULL THEN '' ELSE 'ONLINE' END
FROM leads_lead WHERE id > %(after)s ORDER BY id
"""

_LIMITS = """
INSERT INTO kernel_timelimit (id, subject_type, subject_id, rule, kind, trigger_at, trigger_on, quantity, unit, due_on,
  start, exclusions, extensions, effect, explanation, citation, calendar_version, met_at, district_id, town_id, team_id,
  body_id, version)
SELECT id, 'leads.lead', id, 'LEAD_CHANNEL_CLOSE', 'MUST_BY', collected_at, collected_at::date, 5, 'WORKDAY',
  collected_at::date + 7, 'NEXT_DAY', '[]', '[]', '', '五个工作日内办结', '本地办法', '', archived_at, district_id,
  town_id, team_id, body_id, 0
FROM leads_lead WHERE id > %(after)s ORDER BY id
"""

_DOCUMENTS = """
INSERT INTO kernel_search_document (id, subject_type, subject_id, district_id, town_id, body, vector)
SELECT ((extract(epoch FROM collected_at) * 1000000)::bigint << 11) + mod(row_number() OVER (ORDER BY lead.id), 2048),
  'leads.lead', lead.id, district_id, town_id,
  trim(regexp_replace(lead.title || ' ' || text, '[，。 ]+', ' ', 'g')),
  array_to_tsvector(pairs || ARRAY['kleadslead', 'd' || replace(district_id::text, '-', ''),
                                   't' || replace(town_id::text, '-', '')])
FROM leads_lead lead JOIN bench_text ON bench_text.body = lead.text WHERE lead.id > %(after)s ORDER BY lead.id
"""

_CELLS = """
INSERT INTO leads_rollup (place_id, measure, key, day, n)
SELECT place, measure, key, day, count(*)
FROM leads_lead, LATERAL (VALUES (district_id), (town_id)) places(place), LATERAL (VALUES
  ('status', status, DATE '1970-01-01'), ('received', '', (collected_at AT TIME ZONE 'Asia/Shanghai')::date),
  ('channel', channel, (collected_at AT TIME ZONE 'Asia/Shanghai')::date),
  ('domain', domain, (collected_at AT TIME ZONE 'Asia/Shanghai')::date),
  ('outcome', outcome, (handled_at AT TIME ZONE 'Asia/Shanghai')::date)) counted(measure, key, day)
WHERE NOT (measure = 'outcome' AND (outcome = '' OR day IS NULL))
GROUP BY place, measure, key, day
"""

TABLES = ("leads_lead", "leads_reporter", "kernel_timelimit", "kernel_search_document")
_INDEXES = """
SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_class t ON t.oid = i.indrelid
WHERE t.relname = ANY(%s) AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid)
"""


def prepare() -> None:
    """Note down towns, matters and texts."""
    with connection.cursor() as cursor:
        cursor.execute(_PREPARE)
        sizes = {"times": len(TIMES), "spots": len(SPOTS), "problems": len(PROBLEMS), "ends": len(ENDS)}
        cursor.execute(
            _TEXTS.format(**sizes),
            {"times": TIMES, "spots": SPOTS, "problems": list(PROBLEMS), "ends": ENDS, "texts": TEXTS},
        )
        cursor.execute("CREATE INDEX ON bench_text (body)")
        cursor.execute("ANALYZE bench_text")


def _text_with(cursor: Any, *words: str) -> int:
    """Return the number of the first text that holds all words."""
    said = " AND ".join(["body LIKE %s"] * len(words))
    cursor.execute(f"SELECT min(n) FROM bench_text WHERE {said}", [f"%{word}%" for word in words])
    number: int = cursor.fetchone()[0]
    return number


def fill(first: int, last: int, whole: int, until: date) -> None:
    """Add the leads from one serial number to another, with what hangs on them; `whole` fixes the days."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id::text), '00000000-0000-0000-0000-000000000000') FROM leads_lead")
        after = cursor.fetchone()[0]
        cursor.execute("SET session_replication_role = replica")  # the keys are the demo's own: no need to look each up
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(_INDEXES, [list(TABLES)])
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        start = date.fromordinal(until.toordinal() - 365 * YEARS)
        cursor.execute(
            _LEADS.format(days=365 * YEARS, texts=TEXTS, newest=NEWEST),
            {
                "first": first,
                "last": last,
                "whole": whole,
                "start": start,
                "result": RESULT,
                "moves": list(MOVED),
                "searched": [_text_with(cursor, *words) for words in ((RARE_WORD,), TWO_WORDS, (ONE_CHARACTER,))],
            },
        )
        for sql in (_REPORTERS, _LIMITS, _DOCUMENTS):
            cursor.execute(sql, {"after": after, "answer": ANSWER})
        cursor.execute("TRUNCATE leads_rollup")
        cursor.execute(_CELLS)
        for _, definition in indexes:
            cursor.execute(definition)
        cursor.execute("SET session_replication_role = origin")
        for table in (*TABLES, "leads_rollup"):
            cursor.execute(f"VACUUM ANALYZE {table}")
