//! A trip: what happens on it, drawn from the seed before it begins.

use rand::RngExt;

use super::hubs::{LAPTOP, OFFICE};
use super::net::Cut;
use super::world::{Happening, TRIP, World};

const MINUTE: u64 = 60_000;

impl World {
    /// A moment of the trip, one time in so many.
    fn now_and_then(&mut self, one_in: u32) -> Option<u64> {
        (self.rng.random_range(0..one_in) == 0).then(|| self.rng.random_range(TRIP / 8..TRIP))
    }

    fn somebody(&mut self) -> usize {
        self.rng.random_range(0..self.phones.len())
    }

    /// Somebody whose phone is no laptop.
    fn phone(&mut self) -> usize {
        let count = self.phones.len() - usize::from(self.laptop.is_some());
        self.rng.random_range(0..count)
    }

    /// Draws what happens on the trip.
    pub(super) fn draw_trip(&mut self) {
        self.draw_writing();
        for phone in 0..self.phones.len() {
            self.draw_reach(phone);
        }
        self.draw_network();
        self.draw_disks();
        self.draw_hubs();
        if let Some(moment) = self.now_and_then(4) {
            let phone = self.phone();
            self.at(moment, Happening::Clone(phone));
        }
        if let Some(moment) = self.now_and_then(5) {
            let phone = self.phone();
            self.at(moment, Happening::End(phone));
        }
        self.at(TRIP, Happening::Heal);
    }

    /// 50 to 500 ops, most often fewer than 100.
    fn draw_writing(&mut self) {
        let count = match self.rng.random_range(0..16) {
            0 => self.rng.random_range(250..=500),
            1..=3 => self.rng.random_range(100..250),
            _ => self.rng.random_range(50..100),
        };
        for _ in 0..count {
            let (phone, moment) = (self.somebody(), self.rng.random_range(0..TRIP));
            self.at(moment, Happening::Write(phone));
        }
    }

    fn draw_reach(&mut self, phone: usize) {
        // Programs of a later version, from the start or from some moment on.
        match self.rng.random_range(0..8) {
            0 => self.phones[phone].later = true,
            1 => {
                let moment = self.rng.random_range(0..TRIP);
                self.at(moment, Happening::Update(phone));
            }
            _ => {}
        }
        if self.laptop == Some(phone) {
            return;
        }
        self.at(self.now, Happening::Reach(phone, true));
        for _ in 0..self.rng.random_range(0..4) {
            let (out, long) = (self.rng.random_range(0..TRIP), self.rng.random_range(0..TRIP / 2));
            self.at(out, Happening::Reach(phone, false));
            self.at((out + long).min(TRIP), Happening::Reach(phone, true));
        }
        if let Some(moment) = self.now_and_then(4) {
            self.at(moment, Happening::Crash(phone));
        }
        if self.laptop.is_some() && self.phones[phone].who.group == "G01" {
            for _ in 0..self.rng.random_range(0..3) {
                let (there, long) = (self.rng.random_range(0..TRIP), self.rng.random_range(0..TRIP / 2));
                self.at(there, Happening::Move(phone, LAPTOP));
                self.at((there + long).min(TRIP), Happening::Move(phone, OFFICE));
            }
        }
    }

    /// One way cut, from two minutes to an hour and more.
    fn draw_network(&mut self) {
        for phone in 0..self.phones.len() {
            let Some(moment) = self.now_and_then(3) else { continue };
            let way = if self.rng.random() { Cut::Requests } else { Cut::Answers };
            let long = self.rng.random_range(2 * MINUTE..80 * MINUTE);
            self.at(moment, Happening::Cut(phone, Some(way)));
            self.at((moment + long).min(TRIP), Happening::Cut(phone, None));
        }
    }

    fn draw_disks(&mut self) {
        if let Some(moment) = self.now_and_then(3) {
            let (phone, long) = (self.phone(), self.rng.random_range(0..TRIP / 4));
            self.at(moment, Happening::FullPhone(phone, true));
            self.at((moment + long).min(TRIP), Happening::FullPhone(phone, false));
        }
        for hub in [OFFICE, LAPTOP] {
            let Some(moment) = self.now_and_then(4) else { continue };
            let long = self.rng.random_range(0..TRIP / 4);
            self.at(moment, Happening::FullHub(hub, true));
            self.at((moment + long).min(TRIP), Happening::FullHub(hub, false));
        }
    }

    fn draw_hubs(&mut self) {
        for hub in 0..self.hubs.len() {
            if let Some(moment) = self.now_and_then(3) {
                self.at(moment, Happening::HubDies(hub));
            }
        }
        if let Some(moment) = self.now_and_then(3) {
            let back = moment + self.rng.random_range(0..TRIP / 4);
            self.at(moment, Happening::Backup);
            self.at(back.min(TRIP - 1), Happening::Restore);
        }
        for _ in 0..self.rng.random_range(1..4) {
            let moment = self.rng.random_range(0..TRIP);
            self.at(moment, Happening::Sync);
        }
    }
}
