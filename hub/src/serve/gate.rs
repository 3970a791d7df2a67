//! The gate: who is asking. Questions to sign, tokens, invitations, and how much one phone may ask.
//!
//! A token is 32 random bytes; the disk holds its hash. It says whose request this is, never what it may do: that is
//! asked of the log at every request, so an ending counts at once. So does the ending of somebody whose signature stands
//! in a chain that was shown: the log is asked again whenever it grew.

use crosscheck_core::change::{Chain, verify};
use crosscheck_core::ids::{GroupId, MemberId, WriterId, unhex};
use crosscheck_core::lead::{self, Candidate};
use crosscheck_core::merge::State;
use crosscheck_core::model::Role;
use crosscheck_core::sync::wire::{JoinAsk, Joined, TOKEN_DOMAIN, TokenAsk};
use crosscheck_core::view::digits;
use crosscheck_core::{Error, ErrorKind, Sentence};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::hub::{Hub, held};
use super::refusal::Refusal;
use super::scope::Scope;
use crate::context::random;

/// How long a question may stay unanswered, ms.
const PATIENCE: i64 = 120_000;
/// The most questions that are open at once; the oldest go.
const MOST_QUESTIONS: usize = 10_000;
/// Requests a phone may make at once, and the milliseconds after which it may make one more.
const BURST: i64 = 300;
const EVERY: i64 = 50;

/// How many requests a phone has left, and since when that was so.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    left: i64,
    since: i64,
}

/// What an invitation offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The member of the roster.
    pub member: String,
    /// The number of the role.
    pub role: u64,
    /// The group.
    pub group: String,
    /// How many the new phone may enrol itself.
    pub enrol: u64,
}

/// What a chain that was shown gives, and who signed it, from the holder's issuer to the organiser.
#[derive(Debug, Clone)]
pub struct Shown {
    pub(super) scope: Scope,
    above: Vec<WriterId>,
}

impl Shown {
    /// Whether the log lets it stand: nobody in it was ended, up to the first whom the log itself knows.
    pub(super) fn stands(&self, writer: &WriterId, state: &State) -> bool {
        let known = |issuer: &&WriterId| state.bearer(issuer).is_some();
        let last = self.above.iter().position(|issuer| known(&issuer));
        let asked = &self.above[..last.map_or(self.above.len(), |at| at + 1)];
        !state.is_ended(writer) && !asked.iter().any(|issuer| state.is_ended(issuer))
    }
}

/// Who is asking, and what that writer reads.
#[derive(Debug, Clone)]
pub struct Asker {
    /// The writer.
    pub writer: WriterId,
    /// What it reads.
    pub scope: Scope,
}

fn refused(code: &'static str) -> Error {
    Error::new(ErrorKind::Refused, Sentence::new(code))
}

/// The hash of a code or token, which is all the disk holds.
#[must_use]
pub fn hash(secret: &[u8]) -> [u8; 32] {
    Sha256::digest(secret).into()
}

impl Hub {
    /// A question to sign.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn question(&self) -> Result<[u8; 32], Error> {
        let (nonce, now) = (random()?, self.now());
        let mut questions = held(&self.questions);
        questions.retain(|_, asked| now - *asked < PATIENCE);
        if questions.len() >= MOST_QUESTIONS {
            let oldest = questions
                .iter()
                .min_by_key(|(_, asked)| **asked)
                .map(|(nonce, _)| *nonce);
            oldest.map(|oldest| questions.remove(&oldest));
        }
        questions.insert(nonce, now);
        Ok(nonce)
    }

    /// A token for a signed question.
    ///
    /// # Errors
    /// 401 when the question is not open or not signed by the key; 403 when the key is nobody's or was ended.
    pub fn token(&self, ask: &TokenAsk) -> Result<[u8; 32], Refusal> {
        held(&self.questions).remove(&ask.nonce).ok_or(Refusal::Token)?;
        let id = self.id();
        let parts: [&[u8]; 3] = [&self.campaign.0, &id.0, &ask.nonce];
        verify(&ask.key, &ask.signature, TOKEN_DOMAIN, &parts).map_err(|_| Refusal::Token)?;
        let writer = ask.key.writer();
        if self.scope(&writer).is_none() {
            self.show(&writer, ask.chain.as_ref())?;
        }
        let token: [u8; 32] = random().map_err(Refusal::of)?;
        self.storage.keep_token(&hash(&token), &writer).map_err(Refusal::of)?;
        self.met(&writer, |_| {}).map_err(Refusal::of)?;
        Ok(token)
    }

    /// A phone this hub never heard of shows its chain up to an organiser key.
    fn show(&self, writer: &WriterId, chain: Option<&Chain>) -> Result<(), Refusal> {
        let book = held(&self.book);
        let state = book.state();
        let organisers = state.organisers().ok_or(Refusal::Ended)?;
        let chain = chain.ok_or(Refusal::Ended)?;
        let credential = chain.verify(&self.campaign, &organisers).map_err(|_| Refusal::Ended)?;
        let shown = Shown {
            scope: Scope::of(credential.role, credential.group.as_ref()),
            above: chain.issuers().collect(),
        };
        if credential.key.writer() != *writer || !shown.stands(writer, state) {
            return Err(Refusal::Ended);
        }
        drop(book);
        let mut gate = self.gate.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        gate.shown.insert(*writer, shown);
        Ok(())
    }

    /// Whose request this is, by its token.
    ///
    /// # Errors
    /// 401 when the token is not known, 403 when its writer was ended, 429 when it asks too much.
    pub fn asker(&self, token: Option<&str>) -> Result<Asker, Refusal> {
        let token = token.and_then(|text| text.strip_prefix("Bearer "));
        let token = token.and_then(unhex).ok_or(Refusal::Token)?;
        let writer = self
            .storage
            .token(&hash(&token))
            .map_err(Refusal::of)?
            .ok_or(Refusal::Token)?;
        let scope = self.scope(&writer);
        let ended = self
            .gate
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .ended
            .contains(&writer);
        // A chain shown before a restart is shown again with the next question.
        let scope = scope.ok_or(if ended { Refusal::Ended } else { Refusal::Token })?;
        self.spend(&writer)?;
        Ok(Asker { writer, scope })
    }

    fn spend(&self, writer: &WriterId) -> Result<(), Refusal> {
        let now = self.now();
        let mut rates = held(&self.rates);
        let rate = rates.entry(*writer).or_insert(Rate {
            left: BURST,
            since: now,
        });
        let earned = now.saturating_sub(rate.since).max(0) / EVERY;
        if earned > 0 || now < rate.since {
            *rate = Rate {
                left: rate.left.saturating_add(earned).min(BURST),
                since: now,
            };
        }
        if rate.left == 0 {
            return Err(Refusal::Much);
        }
        rate.left -= 1;
        Ok(())
    }

    /// Notes that a phone was here.
    ///
    /// # Errors
    /// What the disk says.
    pub fn met(&self, writer: &WriterId, change: impl FnOnce(&mut super::storage::Device)) -> Result<(), Error> {
        let mut device = self.storage.device(writer)?.unwrap_or_default();
        device.seen = self.now();
        change(&mut device);
        self.storage.keep_device(writer, &device)
    }

    /// Enrols the phone that shows an invitation's code. Shown again by the same phone, the answer is the same.
    ///
    /// # Errors
    /// When the code is none or was used by another phone, [`ErrorKind::NotYet`] while the folder is held, and what
    /// enrolling says.
    pub fn join(&self, ask: &JoinAsk) -> Result<Joined, Error> {
        let (writer, code) = (ask.key.writer(), hash(&ask.code));
        let said = self
            .storage
            .invitation(&code, &writer)?
            .filter(|_| ask.campaign == self.campaign);
        let said = said.ok_or_else(|| refused("serve-invitation-used"))?;
        let bad = || refused("serve-invitation-bad");
        let offered: Invitation = serde_json::from_str(&said).map_err(|_| bad())?;
        let member = MemberId::parse(&offered.member).ok_or_else(bad)?;
        let (role, group) = (
            Role::of_number(offered.role).ok_or_else(bad)?,
            GroupId::parse(&offered.group),
        );
        let group = group.ok_or_else(bad)?;
        let chain = {
            let mut book = held(&self.book);
            let given = book.state().credentials_of(&writer);
            if given.is_empty() {
                // Before the invitation is anybody's: whoever is asked to wait still has it.
                book.may_write()?;
            }
            if !self.storage.take_invitation(&code, &writer)? {
                return Err(refused("serve-invitation-used"));
            }
            if given.is_empty() {
                let candidate = Candidate {
                    member: member.clone(),
                    role,
                    group: group.clone(),
                    key: ask.key,
                    recipient: ask.recipient,
                    enrol: offered.enrol,
                };
                lead::enrol(&mut book, &candidate)?
            } else {
                Chain::new(given.into_iter().take(1).collect())
            }
        };
        let shown = digits(&writer, &self.id(), &ask.code);
        self.met(&writer, |device| device.digits = shown)?;
        self.follow()?;
        Ok(Joined {
            member,
            role,
            group: Some(group),
            chain,
        })
    }
}
