//! 现场访谈: what a small group answers to a few questions, as counts.
//!
//! A role and a number of people, no names, no sound. Each person who counts keeps a tally of his own for each question,
//! absolute and not a sum of taps: two phones at one table never lose or double a hand. More answers than people are
//! refused in words; where two phones come to more only together, the screen says so.

use super::codes;
use super::method::{
    MOST_CODE, check_line, check_people, indicator_code, new_key, own_words, random, refused, standing_values,
};
use crate::change::cbor::{Message, Reader, Writer};
use crate::change::{Entity, MAX_OP, TextRef, Value};
use crate::ids::{MemberId, StreamName};
use crate::notebook::{Edit, Notebook, Seen};
use crate::pack::Indicator;
use crate::{Error, ErrorKind, Sentence};

/// Most questions of an interview and options of a question.
const MOST_QUESTIONS: usize = 40;
const MOST_OPTIONS: usize = 12;

/// Whom an interview asks: a role, never a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Interviewed {
    /// 学校负责人.
    SchoolHead,
    /// 班主任.
    ClassTeacher,
    /// 任课教师.
    Teacher,
    /// 学生代表.
    Students,
    /// 家长代表.
    Parents,
    /// 社区(村居)负责人.
    CommunityHead,
    /// 社区专干.
    CommunityWorker,
    /// 网格员.
    GridWorker,
    /// 禁毒社工.
    SocialWorker,
    /// 禁毒志愿者.
    Volunteers,
    /// 社区民警.
    Police,
    /// 医务人员.
    Medical,
    /// 社区戒毒康复人员.
    Recovering,
    /// 从业人员 of venues and enterprises.
    Staff,
    /// 居民群众.
    Residents,
    /// 其他: what it is stands beside it in words.
    Other,
}

impl Interviewed {
    /// Every role with its code in the log.
    pub const ALL: [(Self, &'static str); 16] = [
        (Self::SchoolHead, "school_head"),
        (Self::ClassTeacher, "class_teacher"),
        (Self::Teacher, "teacher"),
        (Self::Students, "students"),
        (Self::Parents, "parents"),
        (Self::CommunityHead, "community_head"),
        (Self::CommunityWorker, "community_worker"),
        (Self::GridWorker, "grid_worker"),
        (Self::SocialWorker, "social_worker"),
        (Self::Volunteers, "volunteers"),
        (Self::Police, "police"),
        (Self::Medical, "medical"),
        (Self::Recovering, "recovering"),
        (Self::Staff, "staff"),
        (Self::Residents, "residents"),
        (Self::Other, "other"),
    ];

    /// The code in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        codes::code(&Self::ALL, self)
    }

    /// The role of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        codes::word(&Self::ALL, code)
    }

    /// The words a person reads.
    #[must_use]
    pub fn word(self) -> Sentence {
        Sentence::new("method-role").with("role", self.code())
    }
}

/// Who is asked, and how many of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Interview {
    /// The role.
    pub role: Interviewed,
    /// How many people sit there.
    pub group: u64,
}

impl Interview {
    /// The value in the log.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut out = Writer::new();
        out.array(2).text(self.role.code()).uint(self.group);
        Value::written(&out.finish())
    }

    /// Reads a value of the log.
    ///
    /// # Errors
    /// When it is no interview.
    pub fn read(value: &Value) -> Result<Self, Error> {
        let mut reader = value.reader()?;
        reader.tuple(2)?;
        let role = reader.name(32, Interviewed::of)?;
        Ok(Self {
            role,
            group: reader.uint()?,
        })
    }
}

/// A question with what may be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Asking {
    /// The question.
    pub question: String,
    /// What may be answered, in order.
    pub options: Vec<String>,
    /// The indicator it belongs to: pack number and id.
    pub indicator: Option<(u64, String)>,
}

/// A question as the log names it: its words are one typed text, the question first, an option on each further line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// How many options it has.
    pub options: usize,
    /// Its words.
    pub words: TextRef,
    /// The indicator it belongs to.
    pub indicator: Option<(u64, String)>,
}

impl Question {
    /// The value in the log.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut out = Writer::new();
        out.map(2 + usize::from(self.indicator.is_some()));
        out.uint(0).uint(self.options as u64);
        self.words.write(out.uint(1));
        if let Some((pack, id)) = &self.indicator {
            out.uint(2).text(&format!("{pack}/{id}"));
        }
        Value::written(&out.finish())
    }

    /// Reads a value of the log.
    ///
    /// # Errors
    /// When it is no question.
    pub fn read(value: &Value) -> Result<Self, Error> {
        let map = Reader::new(Message::Value, value.as_bytes(), MAX_OP)?.keyed()?;
        let mut options = map.need(0)?;
        let count = usize::try_from(options.uint()?)
            .ok()
            .filter(|count| (1..=MOST_OPTIONS).contains(count));
        let indicator = map
            .maybe(2)
            .map(|mut reader| reader.name(MOST_CODE, super::method::read_indicator));
        Ok(Self {
            options: count.ok_or_else(|| options.fault("too-many"))?,
            words: TextRef::read(&mut map.need(1)?)?,
            indicator: indicator.transpose()?,
        })
    }
}

/// The field of a question, and of somebody's tally of it.
fn question_field(key: &str) -> String {
    format!("question.{key}")
}

fn tally_field(key: &str, member: &MemberId) -> String {
    format!("tally.{key}.{member}")
}

/// Begins an interview and gives its key. `other` says what the role 其他 is; a note may stand beside it.
///
/// # Errors
/// [`ErrorKind::Refused`] when nobody is asked, 其他 has no words, the visit is closed, or a text holds what must not be
/// recorded; and what the store says.
pub fn interview(
    notebook: &mut Notebook,
    visit: &StreamName,
    who: Interview,
    other: &str,
    note: &str,
) -> Result<Entity, Error> {
    let entity = Entity::new("interview", &new_key()?);
    mend_interview(notebook, visit, &entity, who, other, note, &Seen::default())?;
    Ok(entity)
}

/// States anew who is asked. `seen` is what the screen showed of it.
///
/// # Errors
/// As [`interview`].
pub fn mend_interview(
    notebook: &mut Notebook,
    visit: &StreamName,
    entity: &Entity,
    who: Interview,
    other: &str,
    note: &str,
    seen: &Seen,
) -> Result<(), Error> {
    super::answer::open(notebook, visit)?;
    check_people(who.group)?;
    check_line(other)?;
    if who.role == Interviewed::Other && other.trim().is_empty() {
        return Err(refused("method-role-missing"));
    }
    let mut edits = vec![Edit::new(visit, entity.clone(), "asked", who.to_value()).seen(seen.as_ref())];
    edits.extend(own_words(notebook, visit, entity, "role", other)?);
    edits.extend(own_words(notebook, visit, entity, "note", note)?);
    notebook.save(&edits).map(|_| ())
}

/// The question an indicator asks, with the words of its buttons where it has some.
#[must_use]
pub fn asking(pack: u64, indicator: &Indicator) -> Asking {
    let words = crate::judge::form::words(indicator.answer_type);
    Asking {
        question: indicator.requirement().to_owned(),
        options: words.iter().copied().chain(["说不清"]).map(str::to_owned).collect(),
        indicator: super::method::read_indicator(&indicator_code((pack, indicator))),
    }
}

/// Adds a question to an interview and gives its key. Keys begin with the place the question was given, and end at
/// random, so that two phones may add one at once.
///
/// # Errors
/// [`ErrorKind::Refused`] when it has no words or fewer than two options, one option is another's double, there are too
/// many, the visit is closed, or a text holds what must not be recorded; and what the store says.
pub fn ask(notebook: &mut Notebook, visit: &StreamName, interview: &Entity, asked: &Asking) -> Result<String, Error> {
    super::answer::open(notebook, visit)?;
    let lines = std::iter::once(&asked.question).chain(&asked.options);
    let lines: Vec<String> = lines
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let mut options = lines[1..].to_vec();
    options.sort_unstable();
    options.dedup();
    let sound = options.len() == asked.options.len() && (2..=MOST_OPTIONS).contains(&options.len());
    if !sound || lines.iter().any(String::is_empty) {
        let what = Sentence::new("method-question-bad").with("most", MOST_OPTIONS);
        return Err(Error::new(ErrorKind::Refused, what));
    }
    lines.iter().try_for_each(|line| check_line(line))?;
    let place = questions(notebook, visit, interview).len() + 1;
    if place > MOST_QUESTIONS {
        let what = Sentence::new("method-questions-many").with("most", MOST_QUESTIONS);
        return Err(Error::new(ErrorKind::Refused, what));
    }
    let key = format!("{place:02}-{}", crate::canonical::hex(&random::<4>()?));
    let typed = notebook.typed(&lines.join("\n"))?;
    let question = Question {
        options: asked.options.len(),
        words: typed.name(),
        indicator: asked.indicator.clone(),
    };
    let edit = Edit::new(visit, interview.clone(), &question_field(&key), question.to_value());
    notebook.save(&[edit.with(typed)])?;
    Ok(key)
}

/// The questions of an interview by their keys, in the order they were added.
#[must_use]
pub fn questions(notebook: &Notebook, visit: &StreamName, interview: &Entity) -> Vec<(String, Question)> {
    let fields = notebook.state().fields_of(visit, interview);
    let questions = fields.filter_map(|field| {
        let key = field.key.field.strip_prefix("question.")?;
        let question = field.values().first().and_then(|value| Question::read(value).ok())?;
        Some((key.to_owned(), question))
    });
    questions.collect()
}

/// The value of a tally in the log: how many chose each option.
#[must_use]
pub fn tally_value(counts: &[u64]) -> Value {
    let mut out = Writer::new();
    out.array(counts.len());
    for count in counts {
        out.uint(*count);
    }
    Value::written(&out.finish())
}

/// Reads a tally of the log; none where it is no tally.
#[must_use]
pub fn read_tally(value: &Value) -> Option<Vec<u64>> {
    let mut reader = value.reader().ok()?;
    let length = reader.list(MOST_OPTIONS as u64).ok()?;
    (0..length).map(|_| reader.uint().ok()).collect()
}

/// What each person counted of a question, by member.
#[must_use]
pub fn tallies(
    notebook: &Notebook,
    visit: &StreamName,
    interview: &Entity,
    key: &str,
    options: usize,
) -> Vec<(MemberId, Vec<u64>)> {
    let prefix = format!("tally.{key}.");
    let fields = notebook.state().fields_of(visit, interview);
    let tallies = fields.filter_map(|field| {
        let member = field.key.field.strip_prefix(&prefix).and_then(MemberId::parse)?;
        // Two phones of one person that differ show the smaller count of the two until he says it again.
        let counts = field
            .values()
            .into_iter()
            .filter_map(read_tally)
            .filter(|counts| counts.len() == options)
            .min()?;
        Some((member, counts))
    });
    tallies.collect()
}

/// How many people sit there: of two numbers the larger, until one stands.
#[must_use]
pub fn group_size(notebook: &Notebook, visit: &StreamName, interview: &Entity) -> Option<u64> {
    let values = standing_values(notebook, visit, interview, "asked");
    values
        .iter()
        .filter_map(|value| Interview::read(value).ok())
        .map(|who| who.group)
        .max()
}

/// States one's own tally of a question: how many chose each option, in all.
///
/// # Errors
/// [`ErrorKind::Refused`] when the question is unknown, the options are others, everybody's tallies come to more than the
/// group, or the visit is closed; and what the store says.
pub fn tally(
    notebook: &mut Notebook,
    visit: &StreamName,
    interview: &Entity,
    key: &str,
    counts: &[u64],
) -> Result<(), Error> {
    super::answer::open(notebook, visit)?;
    let asked = questions(notebook, visit, interview);
    let options = asked
        .iter()
        .find(|(known, _)| known == key)
        .map(|(_, question)| question.options);
    let (Some(options), Some(group)) = (options, group_size(notebook, visit, interview)) else {
        return Err(refused("method-question-unknown"));
    };
    if counts.len() != options {
        return Err(refused("method-question-unknown"));
    }
    let others = tallies(notebook, visit, interview, key, options).into_iter();
    let others = others
        .filter(|(member, _)| member != notebook.member())
        .flat_map(|(_, counts)| counts);
    let sum = others.chain(counts.iter().copied()).fold(0_u64, u64::saturating_add);
    if sum > group {
        let what = Sentence::new("method-tally-over").with("sum", sum).with("group", group);
        return Err(Error::new(ErrorKind::Refused, what));
    }
    let field = tally_field(key, notebook.member());
    let value = tally_value(counts);
    if notebook.shows(visit, interview, &field, &value) {
        return Ok(());
    }
    notebook
        .save(&[Edit::new(visit, interview.clone(), &field, value)])
        .map(|_| ())
}

/// One more or one fewer for an option, from one's own tally as it stands.
///
/// # Errors
/// As [`tally`], and when there is nothing to take back.
pub fn tap(
    notebook: &mut Notebook,
    visit: &StreamName,
    interview: &Entity,
    key: &str,
    option: usize,
    more: bool,
) -> Result<(), Error> {
    let asked = questions(notebook, visit, interview);
    let options = asked
        .iter()
        .find(|(known, _)| known == key)
        .map(|(_, question)| question.options);
    let options = options
        .filter(|options| option < *options)
        .ok_or_else(|| refused("method-question-unknown"))?;
    let own = tallies(notebook, visit, interview, key, options).into_iter();
    let own = own
        .filter(|(member, _)| member == notebook.member())
        .map(|(_, counts)| counts)
        .next();
    let mut counts = own.unwrap_or_else(|| vec![0; options]);
    counts[option] = if more {
        counts[option].saturating_add(1)
    } else {
        counts[option]
            .checked_sub(1)
            .ok_or_else(|| refused("method-tally-nothing"))?
    };
    tally(notebook, visit, interview, key, &counts)
}
