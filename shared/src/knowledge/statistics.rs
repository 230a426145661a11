//! How common each stem is in a knowledge base: what makes one word of a question weigh more than another.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::article::Article;
use super::terms::text_stems;

/// Counted over the whole knowledge base, again whenever an article changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorpusStatistics {
    /// How many articles there are.
    pub articles: u32,
    /// In how many articles a stem stands, in whichever field.
    pub document_frequency: BTreeMap<String, u32>,
    /// In how many of them it stands in the title or the keywords.
    pub topic_frequency: BTreeMap<String, u32>,
}

/// What is left of the weight of a stem that no title and no keyword holds: it is a detail of articles, not a matter.
const DETAIL_SHARE: f32 = 0.6;

impl CorpusStatistics {
    /// Counts.
    pub fn of(articles: &[Article]) -> Self {
        let mut counted = Self::default();
        for article in articles {
            counted.articles = counted.articles.saturating_add(1);
            let topic: BTreeSet<String> =
                [&article.title, &article.keywords].into_iter().flat_map(|field| text_stems(field)).collect();
            let mut all: BTreeSet<String> = text_stems(&article.body).into_iter().collect();
            all.extend(topic.iter().cloned());
            count(&mut counted.document_frequency, all);
            count(&mut counted.topic_frequency, topic);
        }
        counted
    }

    /// In how many articles the stem stands.
    pub fn frequency(&self, stem: &str) -> u32 {
        self.document_frequency.get(stem).copied().unwrap_or(0)
    }

    /// Inverse document frequency: `ln(1 + (N − n + ½) / (n + ½))`, the weight of Robertson and Spärck Jones without
    /// relevance data, kept above zero by the 1 (as Lucene does), so that a word of every article still counts a
    /// little. n counts titles and keywords only: half of a shop's articles mention a refund, few are about it.
    /// A stem of no article has the largest weight: a question about unknown things must not look answered.
    pub(super) fn weight(&self, stem: &str) -> f32 {
        let topic = self.topic_frequency.get(stem).copied().unwrap_or(0);
        let weight = self.weight_of_frequency(topic);
        if topic == 0 && self.frequency(stem) > 0 { weight * DETAIL_SHARE } else { weight }
    }

    /// The weight of a stem of no article, the largest there is.
    pub(super) fn weight_of_unknown(&self) -> f32 {
        self.weight_of_frequency(0)
    }

    fn weight_of_frequency(&self, articles: u32) -> f32 {
        let (all, with) = (self.articles as f32, articles as f32);
        (1.0 + ((all - with).max(0.0) + 0.5) / (with + 0.5)).ln()
    }
}

fn count(frequency: &mut BTreeMap<String, u32>, stems: BTreeSet<String>) {
    for stem in stems {
        let articles = frequency.entry(stem).or_insert(0);
        *articles = articles.saturating_add(1);
    }
}
