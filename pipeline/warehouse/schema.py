"""Every table, in the order of the data; and the view that derives an article's status.

Import tables from here: ``from pipeline.warehouse import schema as t``.
"""

from __future__ import annotations

from pipeline.warehouse.base import Base
from pipeline.warehouse.coming_out import Draft, DraftArticle, DraftCitation, Opportunity, OpportunityArticle
from pipeline.warehouse.made import (
    ArticleTopic,
    Embedding,
    Extraction,
    FullTextRequest,
    Score,
    Story,
    StoryArticle,
    StoryGathering,
    Translation,
    TranslationMemory,
    TranslationRefusal,
    TranslationRound,
)
from pipeline.warehouse.running import (
    ApiUsage,
    BudgetReservation,
    Claim,
    FailureRow,
    PaidCall,
    ReprocessRequest,
    StageVersion,
)
from pipeline.warehouse.seen import (
    Article,
    ArticleVersion,
    CrawlEvent,
    CrawlJob,
    CrawlResult,
    Host,
    Resource,
    Source,
    SourceCondition,
    Url,
)

__all__ = [
    "ARTICLE_STATUS_VIEW",
    "ApiUsage",
    "Article",
    "ArticleTopic",
    "ArticleVersion",
    "Base",
    "BudgetReservation",
    "Claim",
    "CrawlEvent",
    "CrawlJob",
    "CrawlResult",
    "Draft",
    "DraftArticle",
    "DraftCitation",
    "Embedding",
    "Extraction",
    "FailureRow",
    "FullTextRequest",
    "Host",
    "Opportunity",
    "OpportunityArticle",
    "PaidCall",
    "ReprocessRequest",
    "Resource",
    "Score",
    "Source",
    "SourceCondition",
    "StageVersion",
    "Story",
    "StoryArticle",
    "StoryGathering",
    "Translation",
    "TranslationMemory",
    "TranslationRefusal",
    "TranslationRound",
    "Url",
]

# Derived, never stored. A row counts as done only when it was made by the stage's present version from the
# row above it; "scored" is a score that something newer has overtaken, "completed" one that nothing has.
ARTICLE_STATUS_VIEW = """
CREATE VIEW article_status AS
SELECT a.id AS article_id,
  CASE
    WHEN EXISTS (
      SELECT 1 FROM failures f
      WHERE f.subject_type = 'article' AND f.subject_id = CAST(a.id AS TEXT)
        AND f.retry_at IS NULL
        AND f.version = COALESCE((SELECT v.version FROM stage_versions v WHERE v.stage = f.stage), f.version)
    ) AND s.id IS NULL THEN 'failed'
    WHEN e.id IS NULL THEN 'collected'
    WHEN e.outcome <> 'article' THEN 'excluded'
    WHEN s.id IS NOT NULL AND e.revision = a.revision
      AND e.version = COALESCE((SELECT v.version FROM stage_versions v WHERE v.stage = 'extraction'), e.version)
      AND t.extraction_id = e.id
      AND t.version = COALESCE((SELECT v.version FROM stage_versions v WHERE v.stage = 'translation'), t.version)
      AND s.translation_id = t.id
      AND s.version = COALESCE((SELECT v.version FROM stage_versions v WHERE v.stage = 'scoring'), s.version)
      AND s.translation_status = t.status AND s.standing = COALESCE(p.standing, s.standing)
      THEN 'completed'
    WHEN s.id IS NOT NULL THEN 'scored'
    WHEN t.id IS NOT NULL AND t.extraction_id = e.id THEN 'translated'
    ELSE 'extracted'
  END AS status
FROM articles a
LEFT JOIN extractions e ON e.article_id = a.id AND e.current
LEFT JOIN translations t ON t.article_id = a.id AND t.current
LEFT JOIN scores s ON s.article_id = a.id AND s.current
LEFT JOIN story_articles p ON p.article_id = a.id
WHERE a.deleted_at IS NULL
"""
