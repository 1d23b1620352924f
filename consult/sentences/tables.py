"""All obstacles and all acts in words, put together from their files."""

from collections.abc import Mapping

from consult.sentences import (
    acts_comments,
    acts_cycle,
    acts_deciding,
    acts_people,
    acts_programme,
    acts_speaking,
    acts_text,
    obstacles_comments,
    obstacles_councils,
    obstacles_cycle,
    obstacles_deciding,
    obstacles_people,
    obstacles_plan,
    obstacles_programme,
)
from consult.sentences.telling import Deed, Lack

LACKS: Mapping[str, Lack] = {
    **obstacles_people.PEOPLE,
    **obstacles_plan.PLAN,
    **obstacles_comments.COMMENTS,
    **obstacles_deciding.DECIDING,
    **obstacles_councils.COUNCILS,
    **obstacles_cycle.CYCLE,
    **obstacles_programme.PROGRAMME,
}
DEEDS: Mapping[str, Deed] = {
    **acts_people.PEOPLE,
    **acts_text.TEXT,
    **acts_deciding.DECIDING,
    **acts_comments.COMMENTS,
    **acts_speaking.SPEAKING,
    **acts_cycle.CYCLE,
    **acts_programme.PROGRAMME,
}
