//! The hub's pages, asked of the router without a socket: who sees them, what stands on them, what they do.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use crosscheck_core::canonical::hex;
use crosscheck_core::change::{Entity, KeyStore, Moment, SoftwareKey, Value};
use crosscheck_core::clock::Clock;
use crosscheck_core::ids::StreamName;
use crosscheck_core::model::Role;
use crosscheck_core::notebook::{Edit, Notebook};
use crosscheck_core::sync::wire::{JoinAsk, pack};
use crosscheck_hub::console::new_link;
use crosscheck_hub::serve::command::ADDRESS;
use crosscheck_hub::serve::storage::{Device, Storage};
use crosscheck_hub::serve::{Hub, Link, router};
use crosscheck_tests::phone::{enrol_key, held, office};
use tempfile::TempDir;
use tower::ServiceExt;

const URL: &str = "https://192.0.2.7:8443";
/// 2017-06-05 08:00 in the campaign's offset.
const NOW: i64 = 1_496_620_800_000;
const HOUR: i64 = 3_600_000;
/// A name as somebody hostile would write it.
const NAME: &str = "<script>alert(1)</script>";
const UNIT: &str = "\"><img src=x onerror=alert(2)>";

/// A clock that stands still.
struct Still;

impl Clock for Still {
    fn now(&self) -> Moment {
        Moment {
            wall: NOW,
            monotonic: 0,
            boot: [9; 16],
        }
    }
}

fn key(secret: u8) -> SoftwareKey {
    SoftwareKey::new(&[secret; 32]).unwrap()
}

/// A group G01 with a hostile name and three of a roster, of whom M02 has a phone.
fn set_up(book: &mut Notebook) {
    let home = StreamName::Campaign;
    let group = || Entity::new("group", "G01");
    let member = |name: &str, role: &str, unit: &str| {
        let value = Value::list(&[Value::code(role), Value::code(unit)]);
        Edit::new(&home, group(), &format!("member.{name}"), value)
    };
    let title = book.typed("生成的一次活动").unwrap();
    let edits = [
        Edit::typed(&home, Entity::new("campaign", "campaign"), "title", title),
        Edit::typed(&home, group(), "name", book.typed(NAME).unwrap()),
        member("M01", "leader", UNIT),
        member("M02", "member", "生成的单位"),
        member("M03", "member", "生成的单位"),
    ];
    book.save(&edits).unwrap();
    enrol_key(book, "M02", Role::Member, "G01", 22);
}

/// A hub on a disk, and what asks it.
struct Desk {
    hub: Arc<Hub>,
    folder: TempDir,
}

/// What came back.
struct Told {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Told {
    fn cookie(&self) -> &str {
        self.headers[header::SET_COOKIE].to_str().unwrap()
    }

    /// The cookie as the browser sends it back.
    fn pair(&self) -> String {
        self.cookie().split(';').next().unwrap().to_owned()
    }
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut book = office(&folder.path().join("office.db"));
        set_up(&mut book);
        let storage = Storage::open(&folder.path().join("hub.db"), None).unwrap();
        storage.set_meta(ADDRESS, URL.as_bytes()).unwrap();
        let hub = Hub::start(storage, book, key(90), Box::new(Still)).unwrap();
        Self { hub, folder }
    }

    /// The same folder, served anew.
    fn again(self) -> Self {
        drop(self.hub);
        let book = office(&self.folder.path().join("office.db"));
        let storage = Storage::open(&self.folder.path().join("hub.db"), None).unwrap();
        let hub = Hub::start(storage, book, key(90), Box::new(Still)).unwrap();
        Self {
            hub,
            folder: self.folder,
        }
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Told {
        self.ask_bytes(method, path, headers, body.as_bytes().to_vec())
    }

    fn ask_bytes(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Told {
        let mut request = Request::builder().method(method).uri(path);
        request = request.header("host", "192.0.2.7:8443");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).unwrap();
        let router = router(self.hub.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async move {
            let response = router.oneshot(request).await.unwrap();
            let (status, headers) = (response.status(), response.headers().clone());
            let bytes = to_bytes(response.into_body(), 1 << 20).await.unwrap();
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            Told { status, headers, text }
        })
    }

    fn get(&self, path: &str, cookie: &str) -> Told {
        self.ask("GET", path, &[("cookie", cookie)], "")
    }

    /// A form as our own page sends it.
    fn post(&self, path: &str, cookie: &str, body: &str) -> Told {
        self.post_from(("origin", URL), path, cookie, body)
    }

    fn post_from(&self, site: (&str, &str), path: &str, cookie: &str, body: &str) -> Told {
        let form = ("content-type", "application/x-www-form-urlencoded");
        self.ask("POST", path, &[("cookie", cookie), form, site], body)
    }

    /// The path of a new one-time link.
    fn link(&self) -> String {
        let link = new_link(&self.hub.storage, URL).unwrap();
        link.strip_prefix(URL).unwrap().to_owned()
    }

    /// Opens a new link; gives the cookie.
    fn enter(&self) -> String {
        let told = self.get(&self.link(), "");
        assert_eq!(told.status, StatusCode::SEE_OTHER);
        told.pair()
    }

    fn invitations(&self) -> usize {
        self.hub.storage.invitations().unwrap().len()
    }
}

const INVITE: &str = "group=G01&role=leader&member=&enrol=2";

/// A page that shows nothing of the campaign.
fn assert_closed(desk: &Desk, told: &Told) {
    assert_eq!(told.status, StatusCode::FORBIDDEN);
    let hub = desk.hub.id().to_string();
    for secret in ["生成的", "G01", "M02", "script", URL, &hub[..8]] {
        assert!(!told.text.contains(secret), "{secret} is told to a stranger");
    }
    assert!(told.text.contains("crosscheck admin"), "{}", told.text);
}

#[test]
fn without_a_session_no_page_says_anything_of_the_campaign() {
    let desk = Desk::new();
    let known = desk.enter();
    let (name, _) = known.split_once('=').unwrap();
    let unknown = format!("{name}={}", hex(&[7; 32]));
    let short = format!("{name}=00");
    for cookie in ["", name, &unknown, &short, "crosscheck-00000000=1"] {
        assert_closed(&desk, &desk.get("/", cookie));
        assert_closed(&desk, &desk.post("/invitations", cookie, INVITE));
        assert_closed(&desk, &desk.post("/sign-out", cookie, ""));
    }
    assert_eq!(desk.invitations(), 0);
    assert_eq!(desk.get("/", &known).status, StatusCode::OK);
}

#[test]
fn a_link_opens_once_and_says_in_words_that_it_was_used() {
    let desk = Desk::new();
    let link = desk.link();
    let first = desk.get(&link, "");
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    assert_eq!(first.headers[header::LOCATION], "/?lang=zh");
    let second = desk.get(&link, "");
    assert_closed(&desk, &second);
    assert!(second.text.contains("这个链接已经用过"), "{}", second.text);
    assert!(second.headers.get(header::SET_COOKIE).is_none());
    let english = desk.get(&format!("{link}?lang=en"), "");
    assert!(english.text.contains("This link was used"), "{}", english.text);
    assert_closed(&desk, &desk.get("/admin/no-code", ""));
}

#[test]
fn a_newer_link_takes_the_place_of_one_that_was_not_opened() {
    let desk = Desk::new();
    let (older, newer) = (desk.link(), desk.link());
    assert_closed(&desk, &desk.get(&older, ""));
    assert_eq!(desk.get(&newer, "").status, StatusCode::SEE_OTHER);
}

#[test]
fn a_preview_and_a_visit_from_elsewhere_do_not_spend_the_link() {
    let desk = Desk::new();
    let link = desk.link();
    assert_eq!(desk.ask("HEAD", &link, &[], "").status, StatusCode::OK);
    let elsewhere = desk.ask("GET", &link, &[("sec-fetch-site", "cross-site")], "");
    assert_eq!(elsewhere.status, StatusCode::OK);
    assert!(elsewhere.text.contains(&link), "the page leads on to the link");
    assert!(elsewhere.headers.get(header::SET_COOKIE).is_none());
    assert_eq!(desk.get(&link, "").status, StatusCode::SEE_OTHER);
}

#[test]
fn the_cookie_is_out_of_reach_of_scripts_and_other_sites_and_secure_wherever_there_is_tls() {
    let desk = Desk::new();
    let told = desk.get(&desk.link(), "");
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Strict", "; Secure"] {
        assert!(told.cookie().contains(part), "{}", told.cookie());
    }
    desk.hub.storage.set_meta(ADDRESS, b"http://127.0.0.1:8443").unwrap();
    let told = desk.get(&desk.link(), "");
    assert!(!told.cookie().contains("Secure"), "{}", told.cookie());
}

#[test]
fn a_session_ends_when_it_is_signed_out_and_when_the_hub_starts_again() {
    let desk = Desk::new();
    let (here, there) = (desk.enter(), desk.enter());
    let left = desk.post("/sign-out", &here, "");
    assert_eq!(left.status, StatusCode::SEE_OTHER);
    assert!(left.cookie().contains("Max-Age=0"));
    assert_closed(&desk, &desk.get("/", &here));
    assert_eq!(desk.get("/", &there).status, StatusCode::OK);
    let desk = desk.again();
    assert_closed(&desk, &desk.get("/", &there));
}

#[test]
fn what_our_own_page_did_not_send_is_refused_and_does_nothing() {
    let desk = Desk::new();
    let cookie = desk.enter();
    let sites = [
        ("x-nothing", ""),
        ("origin", "null"),
        ("origin", "https://192.0.2.7"),
        ("origin", "https://192.0.2.7:8443.example"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
    ];
    for site in sites {
        for path in ["/invitations", "/sign-out"] {
            let told = desk.post_from(site, path, &cookie, INVITE);
            assert_eq!(told.status, StatusCode::FORBIDDEN, "{site:?} {path}");
            assert!(told.text.contains("没有执行"), "{}", told.text);
        }
    }
    assert_eq!(desk.invitations(), 0);
    assert_eq!(desk.get("/", &cookie).status, StatusCode::OK, "nobody was signed out");
    let ours = desk.post_from(("sec-fetch-site", "same-origin"), "/invitations", &cookie, INVITE);
    assert_eq!(ours.status, StatusCode::OK);
}

/// The invitation's link on a page.
fn link_on(told: &Told) -> Link {
    let text = told.text.split_once("<code>crosscheck://").unwrap().1;
    let text = text.split_once("</code>").unwrap().0.replace("&#38;", "&");
    Link::parse(&format!("crosscheck://{text}")).unwrap()
}

fn book(desk: &Desk) -> std::sync::MutexGuard<'_, Notebook> {
    held(&desk.hub.book)
}

#[test]
fn an_invitation_made_on_the_page_lets_one_phone_in() {
    let desk = Desk::new();
    let cookie = desk.enter();
    let told = desk.post("/invitations", &cookie, INVITE);
    assert_eq!(told.status, StatusCode::OK, "{}", told.text);
    assert!(told.text.contains("<svg") && told.text.contains("邀请 G01 组 M01 加入"));
    let link = link_on(&told);
    assert_eq!(link.address.url, URL);
    let ask = |secret: u8| JoinAsk {
        campaign: link.campaign,
        code: link.code,
        key: key(secret).public_key(),
        recipient: [secret; 32],
    };
    let joined = desk.hub.join(&ask(31)).unwrap();
    assert_eq!((joined.member.to_string().as_str(), joined.role), ("M01", Role::Leader));
    assert!(desk.hub.join(&ask(32)).is_err(), "a second phone comes in by it");
    let home = desk.get("/", &cookie).text;
    let writer = key(31).public_key().writer();
    assert!(home.contains(&writer.to_string()[..12]), "the page shows who came");
    let digits = desk.hub.storage.device(&writer).unwrap().unwrap().digits;
    assert!(digits.len() == 6 && home.contains(&digits));
    assert!(home.contains("已加入") && !home.contains(&hex(&link.code)));
}

#[test]
fn a_wrong_form_invites_nobody_and_says_what_is_wrong() {
    let desk = Desk::new();
    let cookie = desk.enter();
    let long = format!("group={}&role=leader", "x".repeat(64 << 10));
    for (form, said) in [
        ("", "表单不完整或有错"),
        ("group=G01&role=leader&enrol=-1", "表单不完整或有错"),
        (long.as_str(), "表单不完整或有错"),
        ("group=G09&role=leader", "G09"),
        ("group=G01&role=boss", "boss"),
        ("group=G01&role=expert", "role=\"alert\""),
        ("group=%3Cb%3E&role=leader", "&#60;b&#62;"),
    ] {
        let told = desk.post("/invitations", &cookie, form);
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(told.text.contains(said), "{said}: {}", told.text);
    }
    assert_eq!(desk.invitations(), 0);
}

#[test]
fn what_people_wrote_is_text_on_the_page_and_never_markup() {
    let desk = Desk::new();
    let cookie = desk.enter();
    for path in ["/?lang=zh", "/?lang=en"] {
        let told = desk.get(path, &cookie);
        assert!(!told.text.contains("<script") && !told.text.contains("<img"), "{path}");
        assert!(
            told.text.contains("&#60;script&#62;alert(1)&#60;/script&#62;"),
            "{path}"
        );
        assert!(told.text.contains("&#34;&#62;&#60;img src=x"), "{path}");
        let policy = told.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"));
        assert_eq!(told.headers["cache-control"], "no-store");
    }
}

#[test]
fn a_phone_stands_with_what_is_unsent_on_it_and_how_old_that_is() {
    let desk = Desk::new();
    let cookie = desk.enter();
    let writer = key(22).public_key().writer();
    assert!(desk.get("/", &cookie).text.contains("从未"), "it was never here");
    let device = Device {
        seen: NOW - 5 * HOUR,
        unsent: 417,
        oldest: NOW - 72 * HOUR,
        digits: "123456".into(),
        chain: Vec::new(),
        heard: None,
    };
    desk.hub.storage.keep_device(&writer, &device).unwrap();
    let id = &writer.to_string()[..12];
    for (path, said) in [
        (
            "/?lang=zh",
            ["5 小时前", "3 天前", "2017-06-05 03:00", "2017-06-02 08:00"],
        ),
        (
            "/?lang=en",
            ["5 h ago", "3 days ago", "2017-06-05 03:00", "2017-06-02 08:00"],
        ),
    ] {
        let page = desk.get(path, &cookie).text;
        for text in said.into_iter().chain(["417", "123456", id]) {
            assert!(page.contains(text), "{path}: {text} is not on the page");
        }
    }
}

#[test]
fn what_is_not_there_is_told_to_people_by_a_page_and_to_phones_by_a_status() {
    let desk = Desk::new();
    let told = desk.get("/nothing", "");
    assert_eq!(told.status, StatusCode::NOT_FOUND);
    assert!(told.text.contains("没有这个网页"));
    let phone = desk.get("/v1/nothing", "");
    assert_eq!(phone.status, StatusCode::NOT_FOUND);
    assert!(!phone.text.contains("<html"));
    assert_eq!(desk.get("/console.css", "").status, StatusCode::OK);
}

#[test]
fn a_page_of_a_folder_that_is_held_says_so_names_the_phones_and_invites_nobody() {
    let desk = Desk::new();
    let cookie = desk.enter();
    let page = desk.get("/?lang=en", &cookie).text;
    assert!(page.contains("on this machine alone") && !page.contains("crosscheck resume"));
    let link = link_on(&desk.post("/invitations", &cookie, INVITE));
    book(&desk).hold().unwrap();
    let id = &key(22).public_key().writer().to_string()[..12];
    for (path, said) in [
        ("/?lang=zh", ["暂停写入", "没有直接来过这台服务器", "未核对"]),
        ("/?lang=en", ["does not write yet", "never came to this hub", "not yet"]),
    ] {
        let page = desk.get(path, &cookie).text;
        for text in said.into_iter().chain([id, "crosscheck resume --dir"]) {
            assert!(page.contains(text), "{path}: {text} is not on the page");
        }
        assert!(!page.contains("action=\"/invitations"), "{path}");
    }
    let told = desk.post("/invitations?lang=en", &cookie, INVITE);
    assert_eq!(told.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(told.text.contains("crosscheck resume"), "{}", told.text);
    assert_eq!(desk.invitations(), 1);
    // A phone that comes meanwhile is asked to wait, and its invitation still holds afterwards.
    let ask = JoinAsk {
        campaign: link.campaign,
        code: link.code,
        key: key(31).public_key(),
        recipient: [31; 32],
    };
    let packed = pack(&ask.to_bytes()).unwrap();
    let told = desk.ask_bytes("POST", "/v1/join", &[], packed.clone());
    assert_eq!(told.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(told.headers.contains_key("retry-after") && told.text == "held");
    let log = book(&desk).digest();
    book(&desk).let_go(false).unwrap();
    desk.hub.join(&ask).unwrap();
    assert_ne!(book(&desk).digest(), log);
}
