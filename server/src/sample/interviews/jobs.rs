//! The register of jobs: what people try to get done, however they do it today.

use super::{SampleJob, said, shown};

/// Every job.
pub(super) const JOBS: &[SampleJob] = &[
    SampleJob {
        statement: "When I have changed one rule, I want to know while I still see it in my head \
                    whether it holds, so that I can change the next one today.",
        importance: 5,
        satisfaction: 4,
        evidence: &[
            said("eleven-minutes", "while I still see the map"),
            said("day-around-the-checks", "the wrong one"),
            said("same-desk", "takes a day"),
            shown(7, "route-planning", "ci-speed"),
        ],
    },
    SampleJob {
        statement: "When something I released is wrong, I want to be back where we were before \
                    anybody has to be called, so that I can think about the cause with a cool head.",
        importance: 5,
        satisfaction: 4,
        evidence: &[
            said("two-minutes", "before anybody has to be called"),
            said("no-way-back", "yesterday again"),
            shown(7, "shopper-app", "rollback"),
            said("handhelds-at-night", "importance 2").against(),
        ],
    },
    SampleJob {
        statement: "When a merchant complains about an invoice, I want to have the same wrong cent \
                    in front of me within minutes, so that I don't have to guess.",
        importance: 5,
        satisfaction: 1,
        evidence: &[
            said("invoices-included", "same cent"),
            said("one-afternoon", "by breaking it"),
            said("nine-deploys", "can't happen there"),
            said("laptop-in-the-drawer", "Satisfaction with the container 1"),
            shown(7, "merchant-billing", "local-faithful"),
        ],
    },
    SampleJob {
        statement: "When an alert wakes me, I want to know within a minute whether I may go back to \
                    bed, so that I am of use the next day.",
        importance: 4,
        satisfaction: 2,
        evidence: &[
            said("forty-alerts", "back to bed"),
            said("disk-that-cleans-itself", "it would be my night"),
            said("orphaned-vans", "misses the real one"),
            said("disk-that-cleans-itself", "sleeps through anything").against(),
        ],
    },
    SampleJob {
        statement: "When I need to see what belongs to somebody else, I want to know at any time \
                    where my request lies, so that I can ask the right person or do something else.",
        importance: 5,
        satisfaction: 2,
        evidence: &[
            said("nine-days", "can see where it is"),
            said("nine-days", "don't know for whom"),
            said("four-of-us", "in another team for a year"),
            said("disk-that-cleans-itself", "I don't have the right to"),
        ],
    },
    SampleJob {
        statement: "When a part of a team becomes a team, I want to take along what hangs on our \
                    services, so that nobody is called for what they have handed over.",
        importance: 4,
        satisfaction: 1,
        evidence: &[
            said("everything-moved-but-the-alerts", "74 entries"),
            said("everything-moved-but-the-alerts", "still Public Interfaces"),
            said("three-weeks-of-no-data", "promoted away"),
            said("same-desk", "do not wake anybody").against(),
        ],
    },
    SampleJob {
        statement: "When a team is afraid of something, I want to find out what exactly it is \
                    afraid of, so that we build that part first.",
        importance: 5,
        satisfaction: 3,
        evidence: &[
            said("a-pipeline-for-apps", "what exactly it is afraid of"),
            said("new-sign-on-the-door", "from the other side"),
            said("an-hour-with-a-book", "the best hour"),
            said("the-median-service", "By whom is not in the minutes.").against(),
        ],
    },
];
