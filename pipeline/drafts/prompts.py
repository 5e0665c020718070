"""What Claude is asked when it writes a draft. A change here is a new PROMPT_VERSION."""

from __future__ import annotations

from pipeline.drafts.material import Material
from pipeline.language.english import day

PROMPT_VERSION = "draft-1"

SYSTEM = """
You write first drafts for an English-language newsroom that covers emerging markets. You write only what the given
documents say, cite them, and attribute to the outlet by its name what only one of them reports. Where documents
differ you say so and give both. You add no fact, figure, name or date from memory, and you never guess.
"""

TASK = """
Write a {content_type} for the desk, from the documents above.

Working title: {title}
Angle: {angle}

Voice: {voice}
About {words_per_sentence} words a sentence on average. {min_words} to {max_words} words in all.

Form, in plain Markdown, and nothing before or after it:
# A headline of your own, at most 110 characters
One paragraph of two sentences at most that says what the piece is about.
{sections}

Rules:
- Every sentence that states a fact is cited to the sentence it comes from.
- Use your own words. What is quoted word for word stands in double quotation marks and is attributed to who said it.
- Figures, names and dates exactly as the document has them. No calculation of your own.
- Say "reported on 21 November" where the date matters: document titles give outlet, country and date.
- No links, no images, no HTML, no bold or italics, no source list, no footnotes, no remarks about yourself or the task.
- If the documents have nothing for a section, leave the section out.
"""


def task(material: Material) -> str:
    """The task for one opportunity."""
    sections = "\n".join(
        f"## {section.heading}\n({section.purpose}; about {section.words} words)"
        for section in material.template.sections
    )
    return TASK.format(
        content_type=material.content_type,
        title=material.title,
        angle=material.angle,
        voice=material.voice.instructions,
        words_per_sentence=material.voice.words_per_sentence,
        min_words=material.template.min_words,
        max_words=material.template.max_words,
        sections=sections,
    )


def document_titles(material: Material) -> list[str]:
    """``Daily Nation (Kenya), 21 November 2026: headline`` for each article."""
    return [
        f"{article.label}, {day(article.date) if article.dated else 'undated'}: {article.title}"
        for article in material.articles
    ]
