//! Random histories: people of the cast write at once, lose phones, clone and restore them, end each other and are
//! raised again, and some of what they wrote never arrives.
//!
//! A history is a function of its seed alone, so a failing one is replayed by its number. Nothing here asks the fold
//! what to do: an author sees whatever had reached his phone and was not yet named by something else that had.

use std::collections::BTreeMap;

use crosscheck_core::change::{BlobRef, Cut, Entity, TextRef, Value};
use crosscheck_core::ids::{BlobHash, MemberId, OpId, Root, StreamName, TextHash};
use crosscheck_core::merge::Run;
use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use crate::cast::{EVERYONE, Pen, Saying, Who, about, stream, visit, writer};

/// An op others may have seen.
#[derive(Debug, Clone)]
struct Told {
    id: OpId,
    place: (StreamName, Entity, String),
    value: Value,
    links: Vec<OpId>,
    by: Who,
    again: Option<OpId>,
}

/// One phone: its pen, how much of the world it knows, and up to where it sealed each stream.
#[derive(Debug, Clone)]
struct Phone {
    pen: Pen,
    knows: usize,
    own: Vec<Told>,
    sealed: BTreeMap<StreamName, u64>,
}

/// A history in the making.
#[derive(Debug)]
struct World {
    rng: ChaCha8Rng,
    phones: Vec<Phone>,
    told: Vec<Told>,
    runs: Vec<Run>,
    errs: bool,
}

/// What a history leaves: runs, some of them doubled or lost, in no order.
#[must_use]
pub fn history(seed: u64) -> Vec<Run> {
    let mut world = World {
        rng: ChaCha8Rng::seed_from_u64(seed),
        phones: EVERYONE.iter().map(|who| phone(*who)).collect(),
        told: Vec::new(),
        runs: Vec::new(),
        errs: seed % 2 == 1,
    };
    world.enrol();
    for _ in 0..world.rng.random_range(5..45) {
        world.act();
    }
    world.end()
}

fn phone(who: Who) -> Phone {
    Phone {
        pen: Pen::new(who),
        knows: 0,
        own: Vec::new(),
        sealed: BTreeMap::new(),
    }
}

impl World {
    fn chance(&mut self, of_100: u32) -> bool {
        self.rng.random_range(0..100) < of_100
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.rng.random_range(0..from.len())].clone()
    }

    fn phone_of(&mut self, who: Who) -> usize {
        let candidates: Vec<usize> = (0..self.phones.len())
            .filter(|at| self.phones[*at].pen.who == who)
            .collect();
        self.pick(&candidates)
    }

    fn enrol(&mut self) {
        for who in [Who::Lea, Who::Cara, Who::Ann, Who::Bob, Who::Bob2] {
            if self.chance(97) {
                self.phones[0].pen.enrol(who);
            }
        }
        for who in [Who::Cleo, Who::Ann2] {
            if self.chance(90) {
                self.phones[2].pen.enrol(who);
            }
        }
        self.seal(0);
        self.seal(2);
    }

    fn act(&mut self) {
        match self.rng.random_range(0..100) {
            0..50 => self.say_something(),
            50..64 => self.seal_one(),
            64..74 => self.learn(),
            74..83 => self.end_somebody(),
            83..86 => self.end_an_organiser_key(),
            86..90 => self.clone_a_phone(),
            90..94 => self.restore(),
            94..97 => self.redact(),
            _ => self.admit(),
        }
    }

    /// What a phone has before its eyes of a field: what it knows there and nothing it knows names.
    fn seen(&self, at: usize, place: &(StreamName, Entity, String)) -> Vec<OpId> {
        let phone = &self.phones[at];
        let known = self.told[..phone.knows]
            .iter()
            .chain(&phone.own)
            .filter(|told| told.place == *place);
        let known: Vec<&Told> = known.collect();
        let named = |id: &OpId| known.iter().any(|told| told.links.contains(id));
        let mut seen: Vec<OpId> = known.iter().map(|told| told.id).filter(|id| !named(id)).collect();
        seen.sort_unstable();
        seen.dedup();
        seen
    }

    fn say(&mut self, at: usize, stream: &StreamName, saying: &Saying) {
        let id = self.phones[at].pen.say(stream, saying);
        let told = Told {
            id,
            place: (stream.clone(), saying.entity.clone(), saying.field.clone()),
            value: saying.value.clone(),
            links: saying.links.clone(),
            by: self.phones[at].pen.who,
            again: saying.again,
        };
        self.phones[at].own.push(told);
    }

    fn say_something(&mut self) {
        let who = self.pick(&[
            Who::Ann,
            Who::Bob,
            Who::Cleo,
            Who::Ann,
            Who::Bob,
            Who::Lea,
            Who::Cara,
            Who::Ann2,
            Who::Bob2,
            Who::Working,
            Who::Stranger,
        ]);
        let at = self.phone_of(who);
        let (stream, entity, field, value) = self.topic(at);
        let seen = self.seen(at, &(stream.clone(), entity.clone(), field.clone()));
        let mut links: Vec<OpId> = if self.chance(80) {
            seen
        } else {
            seen.into_iter().filter(|id| id.0[0] % 2 == 0).collect()
        };
        if self.chance(4) {
            links.push(OpId([7; 32]));
        }
        if self.errs && self.chance(5) {
            links.extend(self.told.last().map(|told| told.id));
        }
        let mut saying = Saying::new(entity, &field, value).seeing(&links);
        saying.reason = self.chance(if matches!(who, Who::Lea | Who::Cara) { 50 } else { 10 });
        if self.chance(2) {
            saying.actor = MemberId::parse("ann");
        }
        self.say(at, &stream, &saying);
    }

    fn topic(&mut self, at: usize) -> (StreamName, Entity, String, Value) {
        let number = self.rng.random_range(0..3);
        let (value, flag) = (Value::int(number), Value::bool(number > 0));
        let group = stream("g.G01");
        let of =
            |stream, kind, key: &str, field: &str, value| (stream, Entity::new(kind, key), field.to_owned(), value);
        match self.rng.random_range(0..16) {
            0..6 => of(visit(), "answer", "a", "value", value),
            6 | 7 => of(visit(), "finding", "f", "severity", value),
            8 => of(visit(), "finding", "f", "fact", value),
            9 => {
                let place = (visit(), Entity::new("finding", "f"), "fact".to_owned());
                let mut listed = self.seen(at, &place);
                listed.extend(self.seen(at, &(visit(), Entity::new("finding", "f"), "severity".to_owned())));
                of(visit(), "finding", "f", "withdrawn", Value::ids(&listed))
            }
            10 => of(visit(), "visit", "v", "closed", flag),
            11 | 12 => {
                let reserve = self.pick(&["R1", "R2"]);
                let unit = self.pick(&[Value::code("U1"), Value::code("U2"), Value::null()]);
                of(group, "reserve", reserve, "released_for", unit)
            }
            13 => of(group, "task", "t", "who", value),
            14 => of(
                visit(),
                "photo",
                "p",
                "blob",
                Value::blob(&BlobRef {
                    hash: BlobHash([9; 32]),
                    length: 3,
                }),
            ),
            _ => of(StreamName::Campaign, "rule", "r", "text", value),
        }
    }

    fn seal_one(&mut self) {
        let at = self.rng.random_range(0..self.phones.len());
        self.seal(at);
    }

    /// Seals what a phone wrote: now others can learn it.
    fn seal(&mut self, at: usize) {
        let phone = &mut self.phones[at];
        for stream in phone.pen.streams() {
            let from = phone.sealed.get(&stream).copied().unwrap_or(0) + 1;
            let to = phone.pen.length(&stream);
            if from <= to {
                self.runs.push(phone.pen.run(&stream, from, to));
                phone.sealed.insert(stream, to);
            }
        }
        let own = std::mem::take(&mut phone.own);
        self.told.extend(own);
    }

    fn learn(&mut self) {
        let at = self.rng.random_range(0..self.phones.len());
        self.phones[at].knows = self.rng.random_range(self.phones[at].knows..=self.told.len());
    }

    fn end_somebody(&mut self) {
        let by = self.pick(&[Who::Working, Who::Lea, Who::Cara, Who::Reserve, Who::Lea, Who::Ann]);
        let whom = self.pick(&[Who::Ann, Who::Bob, Who::Cleo, Who::Ann, Who::Lea, Who::Ann2, Who::Cara]);
        let (at, target) = (self.phone_of(by), self.phone_of(whom));
        let home = if by == Who::Working && self.chance(50) {
            StreamName::Campaign
        } else {
            stream("g.G01")
        };
        let value = self.cut(target);
        let seen = self.seen(at, &(home.clone(), about(whom), "ending".to_owned()));
        let mut saying = Saying::new(about(whom), "ending", value).seeing(&seen);
        saying.reason = self.chance(50);
        self.say(at, &home, &saying);
    }

    fn cut(&mut self, target: usize) -> Value {
        let pen = self.phones[target].pen.clone();
        let mut cut = Cut::new();
        for stream in pen.streams() {
            let upto = self.rng.random_range(0..=pen.length(&stream));
            if upto > 0 {
                let mut point = pen.point(&stream, upto);
                if self.chance(10) {
                    point.root = Root([8; 32]);
                }
                cut.insert(&stream, point);
            }
        }
        cut.to_value()
    }

    fn end_an_organiser_key(&mut self) {
        let pairs = [
            (Who::Reserve, Who::Working),
            (Who::Working, Who::Reserve),
            (Who::Lea, Who::Working),
        ];
        let (by, whom) = self.pick(&pairs);
        let (at, target) = (self.phone_of(by), self.phone_of(whom));
        let value = self.cut(target);
        let seen = self.seen(at, &(StreamName::Campaign, about(whom), "ending".to_owned()));
        self.say(
            at,
            &StreamName::Campaign,
            &Saying::new(about(whom), "ending", value).seeing(&seen),
        );
    }

    fn clone_a_phone(&mut self) {
        let who = self.pick(&[Who::Ann, Who::Bob, Who::Lea, Who::Cleo]);
        let at = self.phone_of(who);
        let clone = self.phones[at].clone();
        self.phones.push(clone);
    }

    /// A copy without its key starts a new writer and writes anew what was unsealed; the phone may still be about.
    fn restore(&mut self) {
        let (lost, new) = self.pick(&[(Who::Ann, Who::Ann2), (Who::Bob, Who::Bob2), (Who::Bob, Who::Ann2)]);
        let (old, at) = (self.phone_of(lost), self.phone_of(new));
        let unsealed = self.phones[old].own.clone();
        for told in unsealed {
            let mut saying = Saying::new(told.place.1.clone(), &told.place.2, told.value.clone()).seeing(&told.links);
            // `again` names the op first written, also on a second restore; every odd history has phones that err.
            let first = if self.errs {
                told.id
            } else {
                told.again.unwrap_or(told.id)
            };
            saying.again = Some(first);
            if self.chance(5) {
                saying.value = Value::int(9);
            }
            if self.chance(5) {
                saying.links.extend(self.seen(at, &told.place));
            }
            self.say(at, &told.place.0, &saying);
        }
        if self.chance(70) {
            let phone = &mut self.phones[old];
            for stream in phone.pen.streams() {
                let sealed = phone.sealed.get(&stream).copied().unwrap_or(0);
                phone.pen.forget_after(&stream, sealed);
            }
            phone.own.clear();
        }
    }

    fn redact(&mut self) {
        let by = self.pick(&[Who::Ann, Who::Bob, Who::Lea, Who::Working]);
        let whose = self.pick(&[Who::Ann, Who::Bob, Who::Ann2]);
        let at = self.phone_of(by);
        let text = TextRef {
            writer: writer(whose),
            hash: TextHash([1; 32]),
        };
        let blob = Entity::new("blob", &BlobHash([9; 32]).to_string());
        let entity = if self.chance(50) {
            blob
        } else {
            Entity::new("text", &text.entity_key())
        };
        self.say(at, &visit(), &Saying::new(entity, "redacted", Value::bool(true)));
    }

    fn admit(&mut self) {
        let by = self.pick(&[Who::Lea, Who::Cara, Who::Working, Who::Bob]);
        let whom = self.pick(&[Who::Ann, Who::Bob, Who::Lea, Who::Cleo]);
        let (at, target) = (self.phone_of(by), self.phone_of(whom));
        let home = if by == Who::Working {
            StreamName::Campaign
        } else {
            stream("g.G01")
        };
        let pen = self.phones[target].pen.clone();
        let mut cut = Cut::new();
        for stream in pen.streams() {
            for seq in 1..=pen.length(&stream).min(6) {
                if self.chance(50) {
                    cut.insert(&stream, pen.point(&stream, seq));
                }
            }
        }
        self.say(at, &home, &Saying::new(about(whom), "admitted", cut.to_value()));
    }

    fn end(mut self) -> Vec<Run> {
        for at in 0..self.phones.len() {
            if self.chance(80) {
                self.seal(at);
            }
        }
        if self.chance(10) {
            let at = self.rng.random_range(0..self.runs.len());
            self.runs[at].root = Some(Root([5; 32]));
        }
        let mut runs = Vec::new();
        for run in std::mem::take(&mut self.runs) {
            match self.rng.random_range(0..100) {
                // Some never arrive, others twice.
                0..4 => {}
                4..10 => runs.extend([run.clone(), run]),
                _ => runs.push(run),
            }
        }
        runs.shuffle(&mut self.rng);
        runs
    }
}

impl Told {
    /// Who wrote it, for a person who reads a failing history.
    #[must_use]
    fn line(&self) -> String {
        format!(
            "{:?} {:?} {:?} seeing {:?} again {:?}",
            self.by, self.place, self.value, self.links, self.again
        )
    }
}

/// Every op of a history in words, for a person who looks into a failing one.
#[must_use]
pub fn story_of(runs: &[Run]) -> String {
    let lines = runs.iter().flat_map(|run| {
        let who = EVERYONE.iter().find(|who| writer(**who) == run.writer);
        run.ops
            .iter()
            .filter_map(move |op| op.says().map(|says| (who, run, says)))
            .map(|(who, run, says)| {
                let told = Told {
                    id: OpId([0; 32]),
                    place: (run.stream.clone(), says.entity.clone(), says.field.to_string()),
                    value: says.value.clone(),
                    links: says.links.clone(),
                    by: who.copied().unwrap_or(Who::Stranger),
                    again: says.again,
                };
                format!("{} {}", says.seq, told.line())
            })
    });
    lines.collect::<Vec<_>>().join("\n")
}
