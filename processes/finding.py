"""Finding a service with one's own words, in any of the four languages, typing errors and all.

Published services are found by the stems of what is said about them; the rows are rebuilt by `index`
whenever a service changes.
"""

from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from core.word_forms import SEARCH_CONFIGURATIONS
from organisations.reference import Count
from processes.enums import ServiceStatus
from processes.models import Service, ServiceWord

# More than this is a letter, not a question.
LONGEST_QUESTION, MOST_WORDS = 500, 20
MOST_SERVICES = 20
LONGEST_STEM = 60
# Of a compound; and how alike two stems are at least, from 0 to 1.
SHORTEST_PART, LEAST_ALIKE = 4, 0.4
# Rows of a word that are read however common it is.
ALWAYS_LOOKED_UP = 200
# What is worth less than this share of the likeliest service is left out.
LEAST_SHARE = 0.3
LANGUAGES = {
    "languages": list(SEARCH_CONFIGURATIONS),
    "configurations": list(SEARCH_CONFIGURATIONS.values()),
}

# What people call it says most; for whom it is and what it results in is said of many services.
INDEX = """
    with texts as (
        select s.id, said.text, said.weight
        from processes_service s
        cross join lateral (
            values (s.words, 1.0), (s.name, 1.0), (s.for_whom, 0.3), (s.result, 0.3)
        ) said(text, weight)
        where s.id = any(%(services)s) and s.status = %(published)s
        union all
        select link.service_id, event.name, 0.5
        from processes_service_life_events link
        join processes_lifeevent event on event.id = link.lifeevent_id
        join processes_service s on s.id = link.service_id
        where s.id = any(%(services)s) and s.status = %(published)s
        union all
        select link.service_id, customers.name, 0.3
        from processes_service_customer_groups link
        join processes_customergroup customers on customers.id = link.customergroup_id
        join processes_service s on s.id = link.service_id
        where s.id = any(%(services)s) and s.status = %(published)s
    ),
    words as materialized (
        select texts.id, said.key as language, left(stem, %(longest)s) as stem,
            max(texts.weight) as weight
        from texts
        cross join lateral jsonb_each_text(texts.text) said
        join unnest(%(languages)s::text[], %(configurations)s::regconfig[])
            known(language, configuration) on known.language = said.key
        cross join lateral
            unnest(tsvector_to_array(to_tsvector(known.configuration, said.value))) stem
        group by 1, 2, 3
    ),
    -- In order, so that two who index at once wait for each other, and not each for the other.
    stems as (
        insert into processes_servicestem (stem)
        select distinct stem from words order by stem
        on conflict do nothing
    )
    insert into processes_serviceword (service_id, language, stem, weight)
    select id, language, stem, weight from words
"""

# Every word of the question keeps its position, the same in each language; a word that a language
# leaves out of its index has no stem in that language.
FIND = """
    with known as (
        select * from unnest(%(languages)s::text[], %(configurations)s::regconfig[])
            known(language, configuration)
    ),
    asked as materialized (
        select place.n, known.language, token.lexeme as stem
        from known
        cross join lateral unnest(to_tsvector(known.configuration, %(question)s)) token
        cross join lateral unnest(token.positions) place(n)
        where place.n <= %(most_words)s
    ),
    spelt as materialized (
        select place.n, unaccent(token.lexeme) as word
        from unnest(to_tsvector('simple', %(question)s)) token
        cross join lateral unnest(token.positions) place(n)
        where place.n <= %(most_words)s
    ),
    whole as materialized (
        select asked.n, asked.language, asked.stem
        from asked
        where exists (
            select from processes_serviceword w
            where w.stem = asked.stem and w.language = asked.language
        )
    ),
    -- Dutch and German write compounds: a service may be known by one part of them.
    parts as materialized (
        select distinct spelt.n, known.language, part.stem
        from spelt
        cross join generate_series(%(shortest_part)s, length(spelt.word) - 3) cut(size)
        cross join known
        cross join lateral unnest(
            tsvector_to_array(to_tsvector(known.configuration, left(spelt.word, cut.size)))
            || tsvector_to_array(to_tsvector(known.configuration, right(spelt.word, cut.size)))
        ) part(stem)
        where known.language in ('nl', 'de')
    ),
    -- Words that no language knows are looked up once more among those that are spelt alike.
    alike as materialized (
        select asked.n, similar_stem.stem, max(similarity(similar_stem.stem, asked.stem)) as nearness
        from (
            select distinct n, stem from asked
            where length(stem) >= 4
                and not exists (select from whole where whole.n = asked.n)
                -- A little word of one language is not a misspelt word of another.
                and (select count(*) from asked other where other.n = asked.n)
                    = cardinality(%(languages)s::text[])
        ) asked
        cross join lateral (
            select known_stem.stem from processes_servicestem known_stem
            where known_stem.stem %% asked.stem
        ) similar_stem
        where similarity(similar_stem.stem, asked.stem) >= %(least_alike)s
        group by 1, 2
    ),
    wanted as materialized (
        select words.n, words.language, words.stem, words.nearness, held.spread
        from (
            select n, language, stem, 1.0 as nearness from whole
            union all
            select n, language, stem, 0.5 from parts
            union all
            select alike.n, known.language, alike.stem, alike.nearness * 0.8
            from alike cross join known
        ) words
        cross join lateral (
            select count(*) as spread from processes_serviceword w
            where w.stem = words.stem and w.language = words.language
        ) held
        where held.spread > 0
    ),
    offered as (select count(*)::float as services from processes_service),
    -- What every fifth service is about tells nothing where there is a rarer word.
    telling as (
        select wanted.*, ln(1 + offered.services / wanted.spread) as rarity
        from wanted cross join offered
        where wanted.spread <= greatest(
            offered.services / 5, (select min(spread) from wanted), %(always_looked_up)s
        )
    ),
    best as (
        select w.service_id, telling.n,
            max(
                w.weight * telling.nearness * telling.rarity
                * case when w.language = %(language)s then 1 else 0.8 end
            ) as worth
        from telling
        join processes_serviceword w on w.stem = telling.stem and w.language = telling.language
        group by 1, 2
    )
    select s.id, sum(best.worth) as worth
    from best
    join processes_service s on s.id = best.service_id
    join organisations_organisation o on o.id = s.organisation_id
    where s.status = %(published)s
        and coalesce(s.valid_from <= %(today)s, true) and coalesce(s.valid_until >= %(today)s, true)
        and coalesce(o.valid_from <= %(today)s, true) and coalesce(o.valid_until >= %(today)s, true)
    group by s.id
    order by worth desc, s.id
    limit %(limit)s
"""


def index(service: Service) -> None:
    """Write anew by which stems the service is found; none for a draft."""
    index_all([service.pk])


@transaction.atomic
def index_all(services: Sequence[int]) -> None:
    """Write anew by which stems these services, given by key, are found."""
    locked = Service.objects.select_for_update().filter(pk__in=services).order_by("pk")
    ServiceWord.objects.filter(service__in=list(locked.values_list("pk", flat=True))).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            INDEX,
            {
                **LANGUAGES,
                "services": list(services),
                "published": ServiceStatus.PUBLISHED,
                "longest": LONGEST_STEM,
            },
        )


def index_missing() -> Count:
    """Index the published services that no stem leads to: those of before there was an index."""
    indexed = ServiceWord.objects.filter(service=OuterRef("pk"))
    missing = Service.objects.filter(~Exists(indexed), status=ServiceStatus.PUBLISHED)
    keys = list(missing.values_list("pk", flat=True))
    index_all(keys)
    return Count(new=len(keys))


def find(question: str, language: str, *, today: date, limit: int = MOST_SERVICES) -> list[Service]:
    """The services that the words of the question name, the likeliest first.

    Each word is looked up by its stem in all four languages, the reader's own counting most; one
    that nobody knows, among those spelt alike. A rare word counts more than one that many services
    share. Only what is published and valid today, of organisations that exist.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            FIND,
            {
                **LANGUAGES,
                "question": question[:LONGEST_QUESTION].replace("\0", ""),
                "language": language,
                "today": today,
                "published": ServiceStatus.PUBLISHED,
                "most_words": MOST_WORDS,
                "shortest_part": SHORTEST_PART,
                "least_alike": LEAST_ALIKE,
                "always_looked_up": ALWAYS_LOOKED_UP,
                "limit": limit,
            },
        )
        worth: dict[int, float] = dict(cursor.fetchall())
    least = max(worth.values(), default=0) * LEAST_SHARE
    found = Service.objects.to_offer().in_bulk(
        [key for key, value in worth.items() if value >= least]
    )
    return [found[key] for key in worth if key in found]
