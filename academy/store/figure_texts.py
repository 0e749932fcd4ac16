"""The figures of a course, one SQL text each, the same on DuckDB and PostgreSQL.

Sessions of both databases run in UTC, so days, weeks (from Monday) and months are UTC's. `:now` and the other
moments are bound; `{needed}` is a list of (lesson, exercise, times), which the course knows and no table has.
Definitions follow reference/hub.md, 5.2.
"""

LEARNERS = """
select count(*) as learners from (select learner from learners union select learner from takes) everybody
"""

COMPLETION = """
with needed(lesson, exercise, times) as (values {needed}),
passed as (
    select t.learner, n.lesson, n.exercise
    from needed n join takes t on t.exercise = n.exercise
    join scores s on s.learner = t.learner and s.take_id = t.take_id
    where s.passed
    group by t.learner, n.lesson, n.exercise, n.times
    having count(distinct t.take_id) >= n.times
),
asked as (select lesson, count(*) as exercises from needed group by lesson),
finished as (
    select p.learner, p.lesson from passed p join asked a on a.lesson = p.lesson
    group by p.learner, p.lesson, a.exercises having count(*) = a.exercises
),
begun as (
    select learner, lesson from openings union select learner, lesson from takes
    union select learner, lesson from finished
),
best as (
    select t.lesson, t.learner, t.exercise, max(s.overall) as overall
    from takes t join scores s on s.learner = t.learner and s.take_id = t.take_id
    where s.overall is not null group by t.lesson, t.learner, t.exercise
),
scored as (select lesson, avg(overall) as score from best group by lesson)
select a.lesson, count(distinct b.learner) as begun, count(distinct f.learner) as finished, c.score
from asked a left join begun b on b.lesson = a.lesson
left join finished f on f.lesson = b.lesson and f.learner = b.learner
left join scored c on c.lesson = a.lesson
group by a.lesson, c.score order by a.lesson
"""

WEEKS = """
select cast(date_trunc('week', played_at) as date) as week, count(distinct learner) as active
from takes where played_at >= :monday and played_at < :now
group by cast(date_trunc('week', played_at) as date) order by week
"""

ACTIVE = """
select count(distinct learner) as active from takes where played_at >= :week_ago and played_at < :now
"""

SESSIONS = """
with steps as (
    select learner, played_at, take_id, coalesce(duration_s, 0) as duration_s,
           case when played_at - lag(played_at) over (partition by learner order by played_at, take_id)
                <= interval '30 minutes' then 0 else 1 end as begins
    from takes where played_at >= :since and played_at < :now
),
numbered as (
    select learner, played_at, duration_s,
           sum(begins) over (partition by learner order by played_at, take_id rows unbounded preceding)
           as session
    from steps
),
sessions as (
    select learner, session, count(*) as takes,
           (extract(epoch from max(played_at)) - extract(epoch from min(played_at)) + max(duration_s)) / 60.0
           as minutes
    from numbered group by learner, session
)
select count(*) as sessions, avg(minutes) as mean,
       percentile_cont(0.5) within group (order by minutes) as median,
       count(*) filter (where takes = 1) as of_one_take
from sessions
"""

FREQUENCY = """
with days as (
    select distinct learner, cast(date_trunc('week', played_at) as date) as week,
           cast(date_trunc('day', played_at) as date) as day
    from takes where played_at >= :since and played_at < :now
),
weeks as (select learner, week, count(*) as days from days group by learner, week)
select count(*) as weeks, avg(days) as days from weeks
"""

FREE_TO_PAID = """
with first_paid as (
    select learner, min("at") as first_at from plan_changes where to_plan <> 'free' group by learner
)
select count(*) as signed_up,
       count(*) filter (where f.first_at <= l.signed_up_at + interval '30 days') as paid
from learners l left join first_paid f on f.learner = l.learner
"""

CHURN = """
with before as (
    select learner, to_plan,
           row_number() over (partition by learner order by "at" desc, change_id desc) as last
    from plan_changes where "at" < :month_begins
),
after as (
    select learner, to_plan,
           row_number() over (partition by learner order by "at" desc, change_id desc) as last
    from plan_changes where "at" < :month_ends
)
select count(*) as premium, count(*) filter (where a.to_plan = 'free') as ended
from before b join after a on a.learner = b.learner and a.last = 1
where b.last = 1 and b.to_plan = 'premium'
"""

PLANS = """
select plan, count(*) as learners from learners group by plan order by plan
"""

DOWNLOADS = """
select item, count(*) as downloads, count(distinct learner) as learners
from quota_requests where kind = :kind and "at" >= :since and "at" < :now
group by item order by downloads desc, item limit 50
"""

PEOPLE = """
with everybody as (select learner from learners union select learner from takes),
found as (
    select e.learner, max(t.played_at) as last_played, count(*) over () as found
    from everybody e left join takes t on t.learner = e.learner
    where strpos(lower(e.learner), lower(:find)) > 0
    group by e.learner order by last_played desc nulls last, e.learner limit :most
),
played as (
    select t.learner, count(*) as takes, sum(t.duration_s) / 60.0 as minutes
    from found f join takes t on t.learner = f.learner group by t.learner
),
reached as (
    select t.learner, count(distinct t.exercise) as passed
    from found f join takes t on t.learner = f.learner
    join scores s on s.learner = t.learner and s.take_id = t.take_id
    where s.passed group by t.learner
)
select f.learner, l.plan, l.signed_up_at, coalesce(d.takes, 0) as takes, coalesce(r.passed, 0) as passed,
       coalesce(d.minutes, 0) as minutes, f.last_played, f.found
from found f left join learners l on l.learner = f.learner
left join played d on d.learner = f.learner
left join reached r on r.learner = f.learner
order by f.last_played desc nulls last, f.learner
"""

WISHES = """
select count(*) as open from wishes where state not in ('published', 'refused')
"""
