//! The findings: what interviews and figures say together, and what speaks against it.

use super::{SampleTheme, said, shown};

/// Every finding.
pub(super) const THEMES: &[SampleTheme] = &[
    SampleTheme {
        title: "Route Planning got its checks back one repair a quarter, without a project",
        summary: "From quarter to quarter one person spent about a week on whatever was the \
                  largest bar on a sheet of squared paper. Close to an hour became eleven minutes, \
                  and red is read again. Twice before, plans to redo everything at once never \
                  began. What we don't know: whether it works where nobody has first measured, and \
                  where the lead doesn't defend the week.",
        evidence: &[
            said("day-around-the-checks", "Three tries a day"),
            said("three-retries", "stopped listening"),
            said("measured-first", "the largest that a single person can do in a week"),
            said("the-seed", "small enough to be boring"),
            said("red-means-red", "There was no project."),
            said("eleven-minutes", "They saw a green tick"),
            shown(1, "route-planning", "ci-trust"),
            shown(7, "route-planning", "ci-trust"),
            shown(7, "route-planning", "ci-speed"),
            said("measured-first", "won three minutes").against(),
            said("eleven-minutes", "skipped a test that mattered").against(),
        ],
    },
    SampleTheme {
        title: "Reviews wait because nobody in particular has them, and a rota ends that for most",
        summary: "Eight people each took it that the other seven were looking. Since two names \
                  stand at the top of the chat, most changes have an answer before lunch. It is no \
                  help where only one person understands the change, nor to those who work other \
                  hours; and as changes become smaller and more frequent, the rota fills up.",
        evidence: &[
            said("measured-first", "the other seven are looking"),
            said("four-days-for-a-review", "A thumb means"),
            said("four-days-for-a-review", "eight had an answer before lunch"),
            said("the-seed", "review before lunch"),
            shown(7, "route-planning", "review-wait"),
            said("one-reviewer", "It took six days").against(),
            said("one-reviewer", "I'm not at lunch").against(),
            said("eleven-minutes", "at its limit on Mondays").against(),
        ],
    },
    SampleTheme {
        title: "A way back takes the fear out of releasing, more than a quicker way forward does",
        summary: "What the Shopper App's people tell about is not how fast a change goes out but \
                  that they can undo it without calling anybody. They release several times a day \
                  since. Two things speak against making this a rule for all: for handhelds in \
                  charging cradles a button is of no use, and cheap mistakes may become many.",
        evidence: &[
            said("no-way-back", "no way to have yesterday again"),
            said("no-way-back", "nobody is afraid of releasing those two"),
            said("the-last-checklist", "were back before they had sat down"),
            said("out-by-two", "what it looks like when it has worked"),
            said("two-minutes", "Two minutes."),
            said("a-pipeline-for-apps", "wanted to get things back"),
            shown(3, "shopper-app", "rollback"),
            shown(5, "shopper-app", "rollback"),
            said("handhelds-at-night", "no use to me").against(),
            said("who-knows-the-pipeline", "cheap to be wrong").against(),
            said("the-shell", "There is no way back in it").against(),
        ],
    },
    SampleTheme {
        title: "A release evening costs more than the evening, and gives something that has to be kept",
        summary: "Four evenings, a week of the lead's and weeks of waiting went into each release, \
                  and what had been collected for so long was hard to search when it was wrong. But \
                  somebody also used the app like a shopper in those evenings, and the pipeline has \
                  no row for that.",
        evidence: &[
            said("sixty-four-rows", "about a week of one person"),
            said("sixty-four-rows", "cloakroom"),
            said("no-way-back", "among 214 changes"),
            said("the-last-checklist", "looked at a wall"),
            said("out-by-two", "I ate a sandwich"),
            shown(4, "shopper-app", "deploy-effort"),
            said("sixty-four-rows", "like a person who wants a parcel").against(),
            said("the-last-checklist", "makes you think twice").against(),
            said("who-knows-the-pipeline", "done by the tester alone").against(),
        ],
    },
    SampleTheme {
        title: "The development container suits small services and fails billing's large application",
        summary: "It was measured with twelve services whose teams had offered to be first. All \
                  were small. For those it is better than what was there before, in Billing as \
                  well. The large application starts in twenty minutes, if it starts, without the \
                  figures that people need to look at; so mistakes are found later, by others, at \
                  night. Sharing the copying of figures has helped by eight minutes and changed \
                  nobody's day.",
        evidence: &[
            said("invoices-included", "which takes a minute"),
            said("a-date-in-a-newsletter", "8 GB of memory"),
            said("twenty-minutes", "14 starts"),
            said("nine-deploys", "nine deploys, nine days"),
            said("laptop-in-the-drawer", "It starts in a minute"),
            said("an-hour-with-a-book", "either way"),
            said("the-median-service", "Who wants to be first?"),
            shown(4, "merchant-billing", "local-start"),
            shown(5, "merchant-billing", "local-start"),
            shown(5, "merchant-billing", "local-faithful"),
            said("small-services", "wrote code before ten").against(),
            said("ten-to-nine", "first time").against(),
            said("one-afternoon", "campsite").against(),
            said("the-median-service", "nothing of that kind").against(),
        ],
    },
    SampleTheme {
        title: "When people get around something they go quiet, and quiet looks like contentment",
        summary: "A start at a quarter past seven, a private page of things that are true, a list \
                  of corrections too small for the wait: each worked, so nobody asked any more. Twice a falling number of \
                  questions was read as success. That some speak up loudly and early all the same \
                  shows that it isn't a matter of character.",
        evidence: &[
            said("laptop-in-the-drawer", "I can't very well ask"),
            said("the-median-service", "taken that as good news"),
            said("the-old-cluster", "a page in the portal"),
            said("twenty-minutes", "A script that starts billing"),
            said("day-around-the-checks", "19 corrections"),
            said("a-date-in-a-newsletter", "once everybody has moved").against(),
            said("no-way-back", "what came of it").against(),
        ],
    },
    SampleTheme {
        title: "A reorganisation is felt where alerts, pages and rights stay behind, and nowhere else",
        summary: "Of those we asked, nobody minded belonging to another department. What hurt were \
                  alerts that went to teams that no longer exist, rights that belonged to a group, \
                  and catalogues in which nothing had moved. Some things were settled just because \
                  two people came to sit in one room.",
        evidence: &[
            said("everything-moved-but-the-alerts", "Nobody had split the alerts."),
            said("orphaned-vans", "in excellent health"),
            said("three-weeks-of-no-data", "promoted away from it"),
            said("forty-alerts", "in a third of the cases"),
            said("same-desk", "The desk is the same"),
            said("new-sign-on-the-door", "the same door"),
            said("everything-moved-but-the-alerts", "9 services").against(),
            said("orphaned-vans", "were in one room").against(),
            shown(6, "company", "good-quarter").against(),
        ],
    },
    SampleTheme {
        title: "Access takes days because its owners are away or no owners, not because of the work",
        summary: "Of the days that somebody waits, minutes are work. The rest is an owner on \
                  holiday, an owner in another team, a weekend; and whoever waits can't see any of \
                  it, so they ring. We have nothing on requests that went quickly: nobody tells \
                  about those.",
        evidence: &[
            said("nine-days", "eleven minutes"),
            said("nine-days", "aren't the owner"),
            said("four-of-us", "in another team for a year"),
            said("orphaned-vans", "Day eight."),
            said("three-weeks-of-no-data", "promoted away"),
        ],
    },
    SampleTheme {
        title: "Pages that were true once are followed, and whoever knows better answers in chat",
        summary: "The best page of the portal described a cluster that had been switched off. It \
                  was known, it was laughed about, and it stayed, as people answer so fast that \
                  nobody needs the page. Where a page carries the name of a person it is true. The \
                  figures were low in the first quarter and are low today.",
        evidence: &[
            said("the-old-cluster", "doesn't exist"),
            said("the-old-cluster", "Nobody removed the page."),
            said("nine-deploys", "*start it as usual*"),
            said("three-weeks-of-no-data", "The newest is the wrong one."),
            said("forty-alerts", "About fifty texts"),
            shown(0, "company", "portal-true"),
            shown(7, "company", "portal-true"),
            said("ten-to-nine", "It has somebody.").against(),
        ],
    },
    SampleTheme {
        title: "The platform helps most on the days on which its people come and watch",
        summary: "Tickets by the dozen named a symptom; an hour at somebody's desk showed the \
                  cause. Walking over came before the sheet of squared paper, before the pipeline \
                  for apps, and before the first minutes that Billing got back. It takes time that \
                  a team of eight doesn't have for 24 teams, and answers in the channel did their \
                  work as well.",
        evidence: &[
            said("new-sign-on-the-door", "from the other side"),
            said("new-sign-on-the-door", "walks over"),
            said("a-pipeline-for-apps", "two days a week"),
            said("an-hour-with-a-book", "the best hour"),
            said("the-median-service", "in a queue for *wishes*"),
            said("who-knows-the-pipeline", "within forty minutes").against(),
            said("measured-first", "won three minutes").against(),
        ],
    },
];
