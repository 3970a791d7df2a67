//! One call a screen.

use crosscheck_core::change::Entity;
use crosscheck_core::crossing::spoken;
use crosscheck_core::field::Said;
use crosscheck_core::ids::StreamName;
use crosscheck_core::phone::MyPhone;
use crosscheck_core::view::{
    self, BeforeLeaving, DrawScreen, Filter, FindingFilter, FindingRow, GroupScreen, Hit, IndicatorScreen, Join,
    MethodsScreen, Person, PhotoScreen, PhotoStrip, PlanScreen, SyncScreen, Tasks, VisitScreen,
};

use super::{Campaign, home};
use crate::Made;

#[uniffi::export]
impl Campaign {
    /// 加入: what was joined, the digits to compare, the notice and the rules.
    pub fn joined(&self) -> Made<Join> {
        Ok(self.open.joined()?)
    }

    /// Notes that notice and rules were read.
    pub fn acknowledge(&self) -> Made<()> {
        Ok(self.open.acknowledge()?)
    }

    /// 任务.
    pub fn tasks(&self) -> Made<Tasks> {
        self.look(view::tasks)
    }

    /// 工作计划.
    pub fn plan(&self) -> Made<PlanScreen> {
        self.look(|book, packs, _| view::plan(book, packs, &home(book)?))
    }

    /// 抽取: what the group rolled, with its reserves.
    pub fn rolls(&self) -> Made<DrawScreen> {
        self.look(|book, packs, _| Ok(view::draw(book, packs.places(), &home(book)?)))
    }

    /// 点位检查.
    pub fn visit(&self, visit: StreamName, filter: Filter) -> Made<VisitScreen> {
        self.look(|book, packs, _| view::visit(book, packs, &visit, filter))
    }

    /// 指标; `typed` is the answer being typed, for its live verdict.
    pub fn indicator(
        &self,
        visit: StreamName,
        pack: u64,
        indicator: String,
        typed: Option<Said>,
    ) -> Made<IndicatorScreen> {
        self.look(|book, packs, _| view::indicator(book, packs, &visit, (pack, &indicator), typed.as_ref(), spoken()))
    }

    /// The photos of a visit.
    pub fn photos(&self, visit: StreamName) -> Made<PhotoStrip> {
        self.look(|book, _, _| view::photos(book, &visit))
    }

    /// 拍照: one photo; none where there is no such photo.
    pub fn photo(&self, visit: StreamName, photo: Entity) -> Made<Option<PhotoScreen>> {
        self.look(|book, _, _| view::photo(book, &visit, &photo))
    }

    /// 座谈, 访谈, 台账抽查, 现场抽取, documents and notes of a visit, with what is not finished of them.
    pub fn methods(&self, visit: StreamName) -> Made<MethodsScreen> {
        self.look(|book, _, _| view::methods(book, &visit))
    }

    /// 离开前.
    pub fn before_leaving(&self, visit: StreamName) -> Made<BeforeLeaving> {
        self.look(|book, packs, _| view::before_leaving(book, packs, &visit))
    }

    /// 问题 of the group.
    pub fn findings(&self, filter: FindingFilter) -> Made<Vec<FindingRow>> {
        self.look(|book, packs, _| view::findings(book, packs.places(), &home(book)?, &filter))
    }

    /// 全组.
    pub fn group(&self) -> Made<GroupScreen> {
        self.look(|book, packs, summaries| view::group(book, packs, summaries, &home(book)?))
    }

    /// 同步.
    pub fn sync(&self) -> Made<SyncScreen> {
        self.look(|book, packs, _| view::sync(book, packs))
    }

    /// Who is who in the group.
    pub fn people(&self) -> Made<Vec<Person>> {
        self.look(|book, _, _| view::people(book))
    }

    /// 我的.
    pub fn me(&self) -> Made<MyPhone> {
        Ok(self.open.me()?)
    }

    /// A text for whoever helps, with nothing of what was recorded in it.
    pub fn diagnostics(&self) -> Made<String> {
        Ok(self.open.diagnostics()?)
    }

    /// Indicators and notes that hold all the words; at most 200.
    pub fn search(&self, words: String) -> Made<Vec<Hit>> {
        self.look(|book, packs, _| view::search(book, packs, home(book).ok().as_ref(), &words))
    }
}
