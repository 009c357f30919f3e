//! Programs: making one, saying what it asks and when.

use super::{Error, Problem, Result, Services, calendar};
use crate::{
    auth::policy,
    bank,
    store::{StoreError, Tx},
};
use app::{
    domain::{Item, ItemId, Mode, Program, ProgramId, Schedule, Viewer},
    ports::{
        ItemPage, ItemRow, NewItemPage, PortResult, ProgramPort, ProgramRow, ProgramView, WavePage,
        WaveRow,
    },
};
use async_trait::async_trait;

/// A program's settings as a form gives them.
#[derive(Clone, Debug, Default)]
pub struct ProgramSettings {
    /// Its name.
    pub name: String,
    /// What it says about itself.
    pub purpose: String,
    /// How answers are kept apart from people, by name; empty: as it is, or as is proposed.
    pub mode: String,
    /// Whether it runs by itself every quarter.
    pub scheduled: bool,
    /// Days after the quarter's first day, as typed.
    pub opens_after_days: String,
    /// Days it stays open, as typed.
    pub open_days: String,
    /// The item by whose answers large teams are broken down; empty: by none.
    pub grouping: String,
}

/// What can be done to the list of a program's items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemsEdit {
    /// Ask this item too, last; its gate comes along.
    Add(ItemId),
    /// Ask it no more; what hangs on it goes too.
    Remove(ItemId),
    /// One place up.
    Up(ItemId),
    /// One place down.
    Down(ItemId),
}

impl ProgramSettings {
    fn check(&self, as_it_is: Mode) -> Result<(String, String, Mode, Option<Schedule>)> {
        let mut problems = Vec::new();
        let mode = match self.mode.as_str() {
            "" => Some(as_it_is),
            name => Mode::parse(name),
        };
        if mode.is_none() {
            problems.push(Problem::new("mode", "Choose how answers are kept apart from people"));
        }
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > 120 {
            problems
                .push(Problem::new("name", "Give the program a name of at most 120 characters"));
        }
        let purpose = self.purpose.trim();
        if purpose.is_empty() || purpose.chars().count() > 600 {
            problems.push(Problem::new(
                "purpose",
                "Tell developers in a sentence or two what happens with their answers (at most 600 characters)",
            ));
        }
        let mut schedule = None;
        if self.scheduled {
            let number = |text: &str| text.trim().parse::<i64>().ok();
            let opens = number(&self.opens_after_days).filter(|days| (0..=75).contains(days));
            let open = number(&self.open_days).filter(|days| (1..=60).contains(days));
            if opens.is_none() {
                problems
                    .push(Problem::new("opens-after-days", "A whole number of days from 0 to 75"));
            }
            if open.is_none() {
                problems.push(Problem::new("open-days", "A whole number of days from 1 to 60"));
            }
            schedule = opens
                .zip(open)
                .map(|(opens_after_days, open_days)| Schedule { opens_after_days, open_days });
        }
        match mode {
            Some(mode) if problems.is_empty() => {
                Ok((name.to_owned(), purpose.to_owned(), mode, schedule))
            }
            _ => Err(Error::Invalid(problems)),
        }
    }
}

fn name_taken(error: StoreError) -> Error {
    match error {
        StoreError::Duplicate(_) => {
            Error::invalid("name", "There is already a program of this name")
        }
        other => other.into(),
    }
}

impl Services {
    /// Makes a program, with the standard set of items or with none.
    pub async fn create_program(
        &self,
        viewer: &Viewer,
        settings: &ProgramSettings,
        with_standard_set: bool,
    ) -> Result<ProgramId> {
        policy::researcher(viewer)?;
        let (name, purpose, mode, schedule) = settings.check(Mode::default())?;
        let program = Program {
            id: ProgramId(self.random.uuid()),
            name,
            purpose,
            mode,
            schedule,
            grouping: None,
            archived: false,
        };
        let mut tx = self.store.begin().await?;
        tx.insert_program(&program).await.map_err(name_taken)?;
        if with_standard_set {
            let items = tx.items().await?;
            let standard: Vec<ItemId> = bank::starter()
                .iter()
                .filter_map(|entry| items.iter().find(|item| item.key == entry.key))
                .map(|item| item.id)
                .collect();
            tx.set_program_items(program.id, &standard).await?;
        }
        self.audit(&mut tx, Some(viewer.person), "program-created", program.name).await?;
        tx.commit().await?;
        Ok(program.id)
    }

    /// Changes name, purpose, mode, schedule and grouping. Waves that exist keep their dates and
    /// their mode, and those that have opened their grouping.
    pub async fn update_program(
        &self,
        viewer: &Viewer,
        id: ProgramId,
        settings: &ProgramSettings,
    ) -> Result<()> {
        policy::researcher(viewer)?;
        let mut tx = self.store.begin().await?;
        let mut program = tx.program(id).await?.ok_or(Error::NotFound)?;
        let (name, purpose, mode, schedule) = settings.check(program.mode)?;
        program.name = name;
        program.purpose = purpose;
        program.mode = mode;
        program.schedule = schedule;
        program.grouping = grouping(&settings.grouping, &tx.program_items(id).await?)?;
        tx.update_program(&program).await.map_err(name_taken)?;
        self.audit(&mut tx, Some(viewer.person), "program-changed", program.name).await?;
        Ok(tx.commit().await?)
    }

    /// Archives a program, or takes it back out of the archive.
    pub async fn archive_program(
        &self,
        viewer: &Viewer,
        id: ProgramId,
        archived: bool,
    ) -> Result<()> {
        policy::researcher(viewer)?;
        let mut tx = self.store.begin().await?;
        let mut program = tx.program(id).await?.ok_or(Error::NotFound)?;
        program.archived = archived;
        tx.update_program(&program).await?;
        let action = if archived { "program-archived" } else { "program-restored" };
        self.audit(&mut tx, Some(viewer.person), action, program.name).await?;
        Ok(tx.commit().await?)
    }

    /// Edits what a program asks. Waves that have opened keep what they asked.
    pub async fn edit_program_items(
        &self,
        viewer: &Viewer,
        id: ProgramId,
        edit: ItemsEdit,
    ) -> Result<()> {
        policy::researcher(viewer)?;
        let mut tx = self.store.begin().await?;
        let mut program = tx.program(id).await?.ok_or(Error::NotFound)?;
        let asked = tx.program_items(id).await?;
        let all = tx.items().await?;
        let edited = apply(&asked, &all, edit).ok_or(Error::NotFound)?;
        tx.set_program_items(id, &edited).await?;
        if program.grouping.is_some_and(|grouping| !edited.contains(&grouping)) {
            program.grouping = None;
            tx.update_program(&program).await?;
        }
        Ok(tx.commit().await?)
    }

    pub(super) fn wave_row(wave: app::domain::Wave) -> WaveRow {
        WaveRow {
            opens: wave.opens_at.map(calendar::minute),
            closes: wave.closes_at.map(calendar::minute),
            dates: (
                wave.opens_at.map(calendar::date_field).unwrap_or_default(),
                wave.closes_at.map(calendar::date_field).unwrap_or_default(),
            ),
            wave,
        }
    }

    async fn program_rows(&self, viewer: &Viewer) -> Result<Vec<ProgramRow>> {
        policy::researcher(viewer)?;
        let mut tx = self.store.read().await?;
        let mut rows = Vec::new();
        for program in tx.programs().await? {
            let items = tx.program_items(program.id).await?.len();
            let newest = tx.waves_of(program.id).await?.pop().map(Self::wave_row);
            rows.push(ProgramRow { program, items, newest });
        }
        Ok(rows)
    }

    async fn program_view(&self, viewer: &Viewer, id: ProgramId) -> Result<ProgramView> {
        policy::researcher(viewer)?;
        let mut tx = self.store.read().await?;
        let program = tx.program(id).await?.ok_or(Error::NotFound)?;
        let items = tx.program_items(id).await?;
        let mut not_asked = tx.items().await?;
        not_asked.retain(|item| items.iter().all(|asked| asked.id != item.id));
        not_asked.sort_by_key(|item| item.dimension);
        let waves = tx.waves_of(id).await?;
        let this_quarter = calendar::quarter_of(self.clock.now());
        // The quarter we are in, or the one after the newest wave.
        let next = match (this_quarter, waves.last()) {
            (Some(quarter), Some(newest)) if newest.period >= quarter => {
                newest.period.next().to_string()
            }
            (Some(quarter), _) => quarter.to_string(),
            (None, _) => String::new(),
        };
        let minutes = minutes(&items);
        let waves = waves.into_iter().rev().map(Self::wave_row).collect();
        Ok(ProgramView { program, items, not_asked, waves, next_period: next, minutes })
    }

    async fn item_rows(&self, viewer: &Viewer) -> Result<Vec<ItemRow>> {
        policy::researcher(viewer)?;
        let mut tx = self.store.read().await?;
        let asked = asked_by(&mut tx).await?;
        let mut items = tx.items().await?;
        items.sort_by_key(|item| item.dimension);
        Ok(items
            .into_iter()
            .map(|item| ItemRow { asked_by: names_asking(&asked, item.id), item })
            .collect())
    }

    async fn item_page(&self, viewer: &Viewer, id: ItemId) -> Result<ItemPage> {
        policy::researcher(viewer)?;
        let mut tx = self.store.read().await?;
        let versions = tx.item_versions(id).await?;
        let gate_item = match versions.first() {
            None => return Err(Error::NotFound),
            Some(newest) => newest.current.gate.as_ref().map(|gate| gate.item),
        };
        let gate = match gate_item {
            Some(item) => tx.item_versions(item).await?.into_iter().next(),
            None => None,
        };
        let asked = asked_by(&mut tx).await?;
        Ok(ItemPage { versions, asked_by: names_asking(&asked, id), gate })
    }
}

/// The item by whose answers large teams are broken down: a choice of one that is asked.
fn grouping(given: &str, items: &[Item]) -> Result<Option<ItemId>> {
    if given.is_empty() {
        return Ok(None);
    }
    let found = items.iter().find(|item| item.id.to_string() == given && item.can_group());
    found.map(|item| Some(item.id)).ok_or_else(|| {
        Error::invalid("grouping", "Choose a question with options that this program asks, or none")
    })
}

/// The items each program asks, by the program's name.
async fn asked_by(tx: &mut Tx) -> Result<Vec<(String, Vec<ItemId>)>> {
    let mut asked = Vec::new();
    for program in tx.programs().await?.into_iter().filter(|program| !program.archived) {
        let items = tx.program_items(program.id).await?.iter().map(|item| item.id).collect();
        asked.push((program.name, items));
    }
    Ok(asked)
}

fn names_asking(asked: &[(String, Vec<ItemId>)], item: ItemId) -> Vec<String> {
    asked.iter().filter(|(_, items)| items.contains(&item)).map(|(name, _)| name.clone()).collect()
}

/// Minutes to answer, rounded up: what people are told before they begin.
pub(super) fn minutes(items: &[Item]) -> u32 {
    let seconds: u32 = items.iter().map(|item| bank::seconds_to_answer(&item.current.scale)).sum();
    (bank::SECONDS_TO_START + seconds).div_ceil(60)
}

/// The list after an edit; none when the item is not known.
fn apply(asked: &[Item], all: &[Item], edit: ItemsEdit) -> Option<Vec<ItemId>> {
    let mut ids: Vec<ItemId> = asked.iter().map(|item| item.id).collect();
    match edit {
        ItemsEdit::Add(id) => {
            let item = all.iter().find(|item| item.id == id)?;
            // A rating of a tool is worth little from people who have not used it.
            let gate = item.current.gate.as_ref().map(|gate| gate.item);
            for id in gate.into_iter().chain([id]) {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        ItemsEdit::Remove(id) => {
            let hangs_on =
                |item: &Item| item.current.gate.as_ref().is_some_and(|gate| gate.item == id);
            let gone: Vec<ItemId> = asked
                .iter()
                .filter(|item| item.id == id || hangs_on(item))
                .map(|item| item.id)
                .collect();
            ids.retain(|id| !gone.contains(id));
        }
        ItemsEdit::Up(id) => {
            let at = ids.iter().position(|&other| other == id)?;
            if at > 0 {
                ids.swap(at, at - 1);
            }
        }
        ItemsEdit::Down(id) => {
            let at = ids.iter().position(|&other| other == id)?;
            if at + 1 < ids.len() {
                ids.swap(at, at + 1);
            }
        }
    }
    Some(ids)
}

#[async_trait]
impl ProgramPort for Services {
    async fn programs(&self, viewer: &Viewer) -> PortResult<Vec<ProgramRow>> {
        self.program_rows(viewer).await.map_err(Error::for_page)
    }

    async fn program(&self, viewer: &Viewer, id: ProgramId) -> PortResult<ProgramView> {
        self.program_view(viewer, id).await.map_err(Error::for_page)
    }

    async fn items(&self, viewer: &Viewer) -> PortResult<Vec<ItemRow>> {
        self.item_rows(viewer).await.map_err(Error::for_page)
    }

    async fn item(&self, viewer: &Viewer, id: ItemId) -> PortResult<ItemPage> {
        self.item_page(viewer, id).await.map_err(Error::for_page)
    }

    async fn new_item(&self, viewer: &Viewer) -> PortResult<NewItemPage> {
        self.new_item_page(viewer).await.map_err(Error::for_page)
    }

    async fn wave(&self, viewer: &Viewer, id: app::domain::WaveId) -> PortResult<WavePage> {
        self.wave_page(viewer, id).await.map_err(Error::for_page)
    }
}
