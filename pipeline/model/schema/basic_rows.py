"""The rows of a plan: its levels, and the lists of its actions and activities."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.schema.declaration import described, output


@output(
    "goals",
    ("Mērķi", "Goals"),
    ("Mērķi virs prioritātēm", "Goals above the priorities"),
    key=("goal_id",),
    optional=True,
)
@dataclass(frozen=True, slots=True)
class Goal:
    """A goal: the level above the priorities."""

    goal_id: str = described("Mērķa ID", "Goal id", printed=True)
    name: str | None = described("Nosaukums", "Name", printed=True)


@output(
    "priorities",
    ("Prioritātes", "Priorities"),
    ("Plāna prioritātes", "Priorities of the plan"),
    key=("priority_id",),
    foreign=(("goal_id", "goals.goal_id"),),
)
@dataclass(frozen=True, slots=True)
class Priority:
    """A priority of the plan: the level above the directions."""

    priority_id: str = described("Prioritātes ID", "Priority id", printed=True)
    name: str | None = described("Nosaukums", "Name", printed=True)
    goal_id: str | None = described(
        "Mērķa ID",
        "Goal id",
        ("Mērķis, zem kura prioritāte iespiesta", "The goal under which it is printed"),
        default=None,
    )


@output(
    "principles",
    ("Horizontālie principi", "Horizontal principles"),
    (
        "Horizontālie principi, kas caurvij visas prioritātes",
        "Principles that run through all priorities",
    ),
    key=("principle_id",),
)
@dataclass(frozen=True, slots=True)
class Principle:
    """A horizontal principle, from the header of its table."""

    principle_id: str = described("Principa ID", "Principle id", printed=True)
    name: str | None = described("Nosaukums", "Name", printed=True)


@output(
    "directions",
    ("Rīcības virzieni", "Directions"),
    (
        "Līmenis zem prioritātēm, zem kura stāv rīcības",
        "The level under the priorities, with the actions under it",
    ),
    key=("direction_id",),
    foreign=(("priority_id", "priorities.priority_id"),),
)
@dataclass(frozen=True, slots=True)
class Direction:
    """A direction of action, from its heading or merged row."""

    direction_id: str = described("Virziena ID", "Direction id", printed=True)
    priority_id: str | None = described(
        "Prioritātes ID",
        "Priority id",
        ("Prioritāte, zem kuras virziens iespiests", "The priority under which it is printed"),
    )
    name: str | None = described("Nosaukums", "Name", printed=True)
    parent_id: str | None = described(
        "Augstākā līmeņa ID",
        "Parent id",
        (
            "Rinda, kurai šī pakārtota, lai kurš būtu tās līmenis",
            "The row that this one is nested in, of whatever level",
        ),
        default=None,
    )


@output(
    "actions",
    ("Rīcības", "Actions"),
    ("Rīcības (R)", "Actions (R)"),
    key=("action_id",),
    foreign=(("direction_id", "directions.direction_id"),),
)
@dataclass(frozen=True, slots=True)
class Action:
    """An action (R): a row of the tables of actions."""

    action_id: str = described("Rīcības ID", "Action id")
    id_raw: str | None = described("ID, kā iespiests", "Id as printed", printed=True)
    direction_id: str | None = described(
        "Virziena ID",
        "Direction id",
        ("Virziens, zem kura rīcība iespiesta", "The direction under which it is printed"),
    )
    name: str | None = described("Rīcība", "Action", printed=True)
    participants_raw: str | None = described(
        "Īstenošanā iesaistītie dalībnieki", "Participants", printed=True
    )
    period_raw: str | None = described("Īstenošanas periods", "Period", printed=True)
    period_start: int | None = described("Perioda sākums", "First year")
    period_end: int | None = described("Perioda beigas", "Last year")
    parent_id: str | None = described(
        "Augstākā līmeņa ID",
        "Parent id",
        (
            "Rinda, kurai šī pakārtota, lai kurš būtu tās līmenis",
            "The row that this one is nested in, of whatever level",
        ),
        default=None,
    )


@output(
    "action_participants",
    ("Dalībnieki", "Participants"),
    ("Rīcību dalībnieki pa vienam", "Participants of actions, one a row"),
    key=("action_id", "position"),
    foreign=(("action_id", "actions.action_id"),),
)
@dataclass(frozen=True, slots=True)
class ActionParticipant:
    """One participant of an action."""

    action_id: str = described("Rīcības ID", "Action id")
    position: int = described("Vieta sarakstā", "Position")
    participant: str = described("Dalībnieks", "Participant")


@output(
    "action_activities",
    ("Rīcību aktivitātes", "Action activities"),
    ("Norādes no rīcībām uz aktivitātēm", "References from actions to activities"),
    key=("action_id", "position"),
    foreign=(("action_id", "actions.action_id"), ("activity_id", "activities.activity_id")),
)
@dataclass(frozen=True, slots=True)
class ActionActivity:
    """One reference of an action to an activity."""

    action_id: str = described("Rīcības ID", "Action id")
    position: int = described("Vieta sarakstā", "Position")
    activity_id: str | None = described("Aktivitātes ID", "Activity id")
    ref_raw: str | None = described(
        "Norāde, kā iespiesta",
        "Reference as printed",
        (
            "Tukša, ja aktivitāte rīcībai pakārtota bez norādes",
            "Null where the activity is nested in the action",
        ),
        printed=True,
    )


@output(
    "activities",
    ("Aktivitātes", "Activities"),
    ("Aktivitātes (A)", "Activities (A)"),
    key=("activity_id",),
)
@dataclass(frozen=True, slots=True)
class Activity:
    """An activity (A): a row of the table of activities."""

    activity_id: str = described("Aktivitātes ID", "Activity id")
    id_raw: str | None = described("ID, kā iespiests", "Id as printed", printed=True)
    name: str | None = described("Aktivitāte", "Activity", printed=True)
    responsible_raw: str | None = described(
        "Atbildīgie izpildītāji", "Responsible bodies", printed=True
    )
    partners_raw: str | None = described("Sadarbības partneri", "Partners", printed=True)
    amount_raw: str | None = described(
        "Indikatīvais finansējuma apjoms", "Amount as printed", printed=True
    )
    amount_eur: Decimal | None = described("Finansējums, EUR", "Amount, EUR")
    funding_raw: str | None = described(
        "Indikatīvie finanšu avoti", "Sources of funding", printed=True
    )
    deadline_raw: str | None = described("Izpildes termiņš", "Deadline as printed", printed=True)
    deadline_year: int | None = described("Termiņa gads", "Deadline year")
    parent_id: str | None = described(
        "Augstākā līmeņa ID",
        "Parent id",
        (
            "Rinda, kurai šī pakārtota, lai kurš būtu tās līmenis",
            "The row that this one is nested in, of whatever level",
        ),
        default=None,
    )
    start_year: int | None = described(
        "Sākuma gads",
        "First year",
        (
            "Iespiestā perioda pirmais gads; tukšs, ja iespiests tikai termiņš",
            "First year of a printed period; null where a column prints one deadline",
        ),
        default=None,
    )


@output(
    "activity_responsible",
    ("Atbildīgie", "Responsible bodies"),
    ("Aktivitāšu atbildīgie izpildītāji pa vienam", "Responsible bodies of activities, one a row"),
    key=("activity_id", "position"),
    foreign=(("activity_id", "activities.activity_id"),),
)
@dataclass(frozen=True, slots=True)
class ActivityResponsible:
    """One responsible body of an activity."""

    activity_id: str = described("Aktivitātes ID", "Activity id")
    position: int = described("Vieta sarakstā", "Position")
    organisation: str = described("Organizācija", "Organisation")


@output(
    "activity_partners",
    ("Partneri", "Partners"),
    ("Aktivitāšu sadarbības partneri pa vienam", "Partners of activities, one a row"),
    key=("activity_id", "position"),
    foreign=(("activity_id", "activities.activity_id"),),
)
@dataclass(frozen=True, slots=True)
class ActivityPartner:
    """One partner of an activity."""

    activity_id: str = described("Aktivitātes ID", "Activity id")
    position: int = described("Vieta sarakstā", "Position")
    partner: str = described("Partneris", "Partner")


@output(
    "activity_funding",
    ("Finanšu avoti", "Funding"),
    ("Aktivitāšu finanšu avoti pa vienam", "Sources of funding of activities, one a row"),
    key=("activity_id", "position"),
    foreign=(("activity_id", "activities.activity_id"),),
)
@dataclass(frozen=True, slots=True)
class ActivityFunding:
    """One source of funding of an activity."""

    activity_id: str = described("Aktivitātes ID", "Activity id")
    position: int = described("Vieta sarakstā", "Position")
    source: str = described("Finanšu avots", "Source")


@output(
    "activity_priorities",
    ("Aktivitāšu prioritātes", "Activity priorities"),
    ("Prioritātes, kurām aktivitāte atbilst", "Priorities that an activity states"),
    key=("activity_id", "position"),
    foreign=(("activity_id", "activities.activity_id"), ("priority_id", "priorities.priority_id")),
)
@dataclass(frozen=True, slots=True)
class ActivityPriority:
    """One priority that an activity states."""

    activity_id: str = described("Aktivitātes ID", "Activity id")
    position: int = described("Vieta sarakstā", "Position")
    priority_id: str = described("Prioritātes ID", "Priority id", printed=True)


@output(
    "indicators",
    ("Iznākuma rādītāji", "Output indicators"),
    ("Aktivitāšu iznākuma rādītāji pa vienam", "Output indicators of activities, one a row"),
    key=("activity_id", "position"),
    foreign=(("activity_id", "activities.activity_id"),),
)
@dataclass(frozen=True, slots=True)
class Indicator:
    """One output indicator of an activity."""

    activity_id: str = described("Aktivitātes ID", "Activity id")
    position: int = described("Vieta sarakstā", "Position")
    number_raw: str | None = described(
        "Numurs, kā iespiests",
        "Number as printed",
        (
            "Numurs bez punkta; tukšs, ja teksts sākas bez numura",
            "Number without its stop; null where the text starts without one",
        ),
        printed=True,
    )
    text: str = described("Rādītājs", "Indicator", printed=True)


@output(
    "horizontal_measures",
    ("Horizontālie pasākumi", "Horizontal measures"),
    (
        "Pasākumi, kas prioritātē nodrošina horizontālo principu",
        "Measures that carry a principle into a priority",
    ),
    key=("priority_id", "principle_id", "position"),
    foreign=(
        ("priority_id", "priorities.priority_id"),
        ("principle_id", "principles.principle_id"),
    ),
)
@dataclass(frozen=True, slots=True)
class HorizontalMeasure:
    """One measure of a horizontal principle within a priority."""

    priority_id: str = described("Prioritātes ID", "Priority id")
    principle_id: str = described("Principa ID", "Principle id")
    position: int = described("Vieta sarakstā", "Position")
    text: str = described("Pasākums", "Measure", printed=True)
