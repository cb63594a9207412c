"""What is told by several voices: accounts, clues, dialogues, proofs, reports, translations."""

from __future__ import annotations

from .topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        id="events", title="Events in several accounts", method="choice", part_of=("reasoning",),
        definition="Reconstructs one event from the accounts of several witnesses, each of whom "
        "saw a part of it: what came first, who had what and when, who can have seen it, who is "
        "mistaken, what somebody wrongly believes. A high score means that accounts are reconciled "
        "and viewpoints kept apart.",
        names=("events", "event reconstruction", "witness accounts", "multiple accounts",
               "multi perspective", "multi perspective events", "perspectives", "witnesses",
               "narrative accounts", "multiple narrative accounts", "viewpoints", "perspective"),
        generators=("event_order", "event_holders", "event_beliefs", "event_sights",
                    "event_errors"),
    ),
    Topic(
        id="multilingual-clues", title="Clues in several languages", method="choice",
        part_of=("reasoning",),
        definition="Joins clues that are scattered over several languages: who comes when, who "
        "lives where, what is done in which order, which clue contradicts the rest. A high score "
        "means that facts are integrated across languages.",
        names=("multilingual clues", "multilingual", "multilingual reasoning", "cross lingual",
               "cross lingual reasoning", "cross lingual clues", "clues in several languages",
               "multilingual puzzles"),
        generators=("clue_days", "clue_homes", "clue_conflicts", "clue_steps"),
    ),
    Topic(
        id="dialogue", title="Long dialogues", method="choice", part_of=("reasoning",),
        definition="Follows dialogues among several speakers: what is agreed in the end, who does "
        "what after all changes, what suits everybody, what somebody believes who left early. A "
        "high score means that turns of different speakers are integrated.",
        names=("dialogue", "dialogues", "long dialogues", "dialogs", "multi speaker dialogues",
               "conversations", "multi speaker conversations", "long conversations",
               "dialogue reasoning", "multi speaker text dialogues"),
        generators=("talk_plans", "talk_tasks", "talk_dates", "talk_views"),
    ),
    Topic(
        id="proofs", title="Faulty proofs", method="choice", part_of=("reasoning",),
        definition="Finds the first faulty step of a proof, or sees that there is none: equations, "
        "cases, congruences, bounds, syllogisms. A high score means that each step is verified, "
        "not just the conclusion.",
        names=("proofs", "proof", "mathematical proofs", "proof verification", "faulty steps",
               "proof checking", "faulty proofs"),
        generators=("proof_equations", "proof_chains", "proof_cases", "proof_congruences",
                    "proof_inequalities"),
    ),
    Topic(
        id="summarization", title="Summarization", method="reference",
        definition="Sums up a report in which most sentences tell nothing that matters. A high "
        "score means that what matters is found and said briefly.",
        names=("summarization", "summarisation", "summaries", "summary", "summarizing",
               "summarising", "text summarization"),
        generators=("summary_meetings", "summary_incidents", "summary_journeys",
                    "summary_projects", "summary_seasons"),
    ),
    Topic(
        id="translation", title="Translation", method="translation",
        definition="Translates short sentences and dates between English and six languages, with "
        "the right words and forms that agree.",
        names=("translation", "translations", "translating", "machine translation"),
        generators=("translate_sentences", "translate_back", "translate_dates"),
    ),
)  # fmt: skip
