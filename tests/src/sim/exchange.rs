//! The exchange: what conversations ask for goes over the bad network to a hub's own router, and answers come back.

use axum::body::{Body, to_bytes};
use crosscheck_core::sync::wire::{self, Pulled};
use crosscheck_core::sync::{Answer, Ask, Effect, Event, Failure, Request};
use crosscheck_core::{Error, ErrorKind};
use rand::RngExt;
use tower::ServiceExt;

use super::bugs::Bug;
use super::hubs::LAPTOP;
use super::net::{Cut, Fate};
use super::world::{Happening, SILENCE, World};

/// A pull that waits for news at a hub.
pub(super) struct Waiting {
    pub(super) phone: usize,
    pub(super) to: usize,
    ask: Ask,
    number: u64,
    pub(super) request: Request,
    until: u64,
}

impl World {
    /// Gives an event to a phone's conversation and does what it says.
    pub(super) fn feed(&mut self, at: usize, event: Event) {
        if let Event::Online(online) = event {
            self.phones[at].online = online;
        }
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            let luck = self.rng.random();
            let effects = self.phones[at].conversation.on(self.now, luck, event);
            for effect in effects {
                match effect {
                    Effect::Ask(ask) => events.extend(self.ask(at, ask)),
                    Effect::Cancel(lane) => {
                        self.phones[at].waits.remove(&lane);
                        self.waiting
                            .retain(|waiting| waiting.phone != at || waiting.ask.lane() != lane);
                    }
                    Effect::WakeAt(moment) => {
                        self.phones[at].wake = Some(moment);
                        self.at(moment, Happening::Wake(at));
                    }
                    Effect::ReadAnew => {
                        let phone = &self.phones[at];
                        // As the product does: where the disk is full it is asked for again.
                        let _ = phone.book.read_anew(phone.courier.hub());
                    }
                    Effect::Tell(_) => {}
                }
            }
        }
    }

    /// A request on the way; an event where it comes to none.
    fn ask(&mut self, at: usize, ask: Ask) -> Option<Event> {
        let phone = &mut self.phones[at];
        let disk = |error: Error| {
            let storage = error.kind == ErrorKind::Storage;
            let failure = if storage { Failure::Disk } else { Failure::Link };
            Some(Event::Failed(ask.lane(), failure))
        };
        if matches!(ask, Ask::Push { .. } | Ask::Heads)
            && let Err(error) = phone.book.seal()
        {
            return disk(error);
        }
        let request = match phone.courier.request(ask, &phone.book) {
            Err(error) => return disk(error),
            Ok(Err(event)) => return Some(event),
            Ok(Ok(request)) => request,
        };
        self.count += 1;
        let (number, to, cut) = (self.count, phone.at, phone.cut);
        phone.waits.insert(ask.lane(), number);
        if let Some(token) = &request.token {
            self.tokens.insert(at, token.clone());
        }
        let fate = self.net.fate(&mut self.rng, cut);
        if fate == Fate::Lost {
            let answer = self.as_if_sent(&request, to, ask);
            let moment = self.now + SILENCE;
            self.at(
                moment,
                Happening::Answer {
                    phone: at,
                    ask,
                    number,
                    answer,
                },
            );
        } else {
            let moment = self.now + self.net.way(&mut self.rng);
            self.at(
                moment,
                Happening::Arrive {
                    phone: at,
                    to,
                    ask,
                    number,
                    request,
                    fate,
                },
            );
        }
        None
    }

    /// A request arrives at its hub.
    pub(super) fn arrive(&mut self, happening: Happening) {
        let Happening::Arrive {
            phone,
            to,
            ask,
            number,
            request,
            fate,
        } = happening
        else {
            return;
        };
        let before = self.last(to);
        if fate == Fate::Twice {
            self.hand(phone, to, &request);
        }
        let answer = self.hand(phone, to, &request);
        let news = self.last(to) > before;
        if news && answer.status == 507 && fate != Fate::Twice {
            self.broken = Some(format!("hub {to} wrote half of a push on a full disk"));
        }
        if news {
            self.news(to);
        }
        if let Ask::Pull { wait, .. } = ask
            && wait > 0
            && is_no_news(&answer)
        {
            let until = self.now + wait * 1000;
            self.waiting.push(Waiting {
                phone,
                to,
                ask,
                number,
                request,
                until,
            });
            self.at(until, Happening::News);
            return;
        }
        self.send_back(phone, ask, number, answer, fate);
    }

    fn last(&self, hub: usize) -> u64 {
        self.hubs[hub].hub.storage.last().unwrap()
    }

    /// Something came: the notebook follows, and whoever waits hears of it.
    fn news(&mut self, hub: usize) {
        self.follow(hub);
        for waiting in self.waiting.iter_mut().filter(|waiting| waiting.to == hub) {
            waiting.until = self.now;
        }
        if hub == LAPTOP
            && let Some(at) = self.laptop.filter(|at| self.phones[*at].online)
        {
            self.feed(at, Event::Changed);
        }
    }

    fn send_back(&mut self, phone: usize, ask: Ask, number: u64, answer: Answer, fate: Fate) {
        let (moment, answer) = match fate {
            Fate::AnswerLost => (self.now + SILENCE, None),
            _ => (self.now + self.net.way(&mut self.rng), Some(answer)),
        };
        self.at(
            moment,
            Happening::Answer {
                phone,
                ask,
                number,
                answer,
            },
        );
    }

    /// Answers pulls whose time has come.
    pub(super) fn let_go(&mut self) {
        let now = self.now;
        let (due, waiting): (Vec<_>, Vec<_>) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|one| one.until <= now);
        self.waiting = waiting;
        for one in due {
            let answer = self.hand(one.phone, one.to, &one.request);
            // Only the way back is left to go wrong.
            let cut = self.phones[one.phone].cut.filter(|cut| *cut == Cut::Answers);
            let fate = match self.net.fate(&mut self.rng, cut) {
                Fate::Lost => Fate::AnswerLost,
                fate => fate,
            };
            self.send_back(one.phone, one.ask, one.number, answer, fate);
        }
    }

    /// One request through a hub's own router.
    fn hand(&mut self, phone: usize, to: usize, request: &Request) -> Answer {
        if let Some(answer) = self.instead(request, phone, to) {
            return answer;
        }
        let body = self.twist(request);
        let path = request.path.replace("wait=25", "wait=0");
        let mut asked = axum::http::Request::builder().method(request.method).uri(path);
        if let Some(token) = self.token(request, phone) {
            asked = asked.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in &request.headers {
            asked = asked.header(*name, value);
        }
        let asked = asked.body(Body::from(body)).unwrap();
        let router = self.hubs[to].router.clone();
        let answer = self.runtime.block_on(async move {
            let told = router.oneshot(asked).await.unwrap();
            let status = told.status().as_u16();
            let header = |name: &str| told.headers().get(name)?.to_str().ok()?.parse().ok();
            let (retry_after, offset) = (header("retry-after"), header("upload-offset"));
            let body = to_bytes(told.into_body(), wire::MAX_MESSAGE * 2)
                .await
                .unwrap()
                .to_vec();
            Answer {
                status,
                retry_after,
                offset,
                body,
            }
        });
        self.spoil(request, phone, to, answer)
    }

    /// An answer, or its absence, reaches a phone.
    pub(super) fn answer(&mut self, phone: usize, ask: Ask, number: u64, answer: Option<&Answer>) {
        let waits = &mut self.phones[phone].waits;
        if waits.get(&ask.lane()) != Some(&number) {
            return;
        }
        waits.remove(&ask.lane());
        let event = match answer {
            None => Event::Failed(ask.lane(), Failure::Link),
            Some(answer) => {
                let phone = &mut self.phones[phone];
                phone.courier.accept(ask, answer, &mut phone.book).0
            }
        };
        self.feed(phone, event);
    }

    /// What a faulty phone takes a lost request for.
    fn as_if_sent(&self, request: &Request, to: usize, ask: Ask) -> Option<Answer> {
        let faulty = self.bug == Some(Bug::AckOnSend) && matches!(ask, Ask::Push { .. });
        faulty.then(|| self.acknowledged(request, to))
    }
}

fn is_no_news(answer: &Answer) -> bool {
    let pulled = wire::unpack(&answer.body).and_then(|plain| Pulled::read(&plain));
    answer.status == 200 && pulled.is_ok_and(|pulled| pulled.items.is_empty())
}
