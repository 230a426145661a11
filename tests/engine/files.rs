//! Files: stored once, named by a message, handed out to both sides and to nobody else, and never as a page.

use std::path::Path;

use baton_client::chat::{Ask, Output};
use baton_shared::files::FileCard;
use baton_shared::limits::FILE_BYTES_MAX;
use baton_shared::message::Sender;

use crate::support::http::{Answer, Asked};
use crate::support::page::Page;
use crate::support::world::{Account, Visit, World};

/// The smallest picture: one pixel.
const GIF: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

fn path(visit: &Visit) -> String {
    format!("/api/conversations/{}/files", visit.conversation)
}

fn upload(visit: &Visit, client_id: &str, name: &str, bytes: &[u8]) -> Asked {
    Asked::with("POST", &path(visit), bytes)
        .header("x-baton-client-id", client_id)
        .header("x-baton-file-name", name)
}

fn by_visitor(visit: &Visit, asked: Asked) -> Asked {
    asked.header("authorization", &format!("Bearer {}", visit.token))
}

fn card(answer: &Answer) -> FileCard {
    serde_json::from_value(answer.json()["file"].clone())
        .unwrap_or_else(|error| panic!("{error}: {}", answer.text()))
}

async fn stored(world: &World, visit: &Visit, client_id: &str, name: &str, bytes: &[u8]) -> FileCard {
    let answer = world.http.ask(by_visitor(visit, upload(visit, client_id, name, bytes))).await;
    assert!(matches!(answer.status, 200 | 201), "{} {}", answer.status, answer.text());
    card(&answer)
}

async fn fetched(world: &World, visit: &Visit, file: &FileCard) -> Answer {
    world.http.ask(by_visitor(visit, Asked::get(&format!("{}/{}", path(visit), file.id)))).await
}

async fn fetched_by(world: &World, account: &Account, visit: &Visit, file: &FileCard) -> Answer {
    let asked = Asked::get(&format!("{}/{}", path(visit), file.id)).header("cookie", &account.cookie);
    world.http.ask(asked).await
}

/// Finished files; one that is being written begins with a dot.
fn on_disk(folder: &Path) -> Vec<u64> {
    let mut sizes = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let inside = std::fs::read_dir(entry.path()).unwrap().map(Result::unwrap);
        let done = inside.filter(|file| !file.file_name().to_string_lossy().starts_with('.'));
        sizes.extend(done.map(|file| file.metadata().unwrap().len()));
    }
    sizes.sort_unstable();
    sizes
}

#[tokio::test]
async fn a_file_goes_to_the_other_side_once_and_is_only_ever_saved() {
    let world = World::start();
    let visit = world.visit().await;
    let accounts = world.agents(1).await;
    let (page, window) =
        (Page::visitor(&world, &visit).await, Page::agent(&world, &accounts[0], &visit).await);
    let name = "%22%3E%3Cimg%20src%3Dx%3E%E2%80%AEfig.gif";
    let file = stored(&world, &visit, "k1", name, GIF).await;
    assert_eq!((file.kind.as_str(), file.width, file.height), ("image/gif", Some(1), Some(1)));
    assert_eq!((file.name.as_str(), file.size), ("___img src=x_fig.gif", GIF.len() as u64));

    // Sent again it is the same file, whatever comes the second time.
    let again = stored(&world, &visit, "k1", "other.txt", b"other bytes").await;
    assert_eq!(again, file);
    assert_eq!(on_disk(&world.files()), [GIF.len() as u64]);
    assert_eq!(fetched(&world, &visit, &file).await.ok().body, GIF);
    // What was not sent yet is nobody else's.
    assert_eq!(fetched_by(&world, &accounts[0], &visit, &file).await.status, 404);

    let named = page.post_with("", vec![file.clone()]);
    let shown = window.message("the file", |message| message.files == [file.clone()]).await;
    assert_eq!((shown.sender, shown.body.0.len()), (Sender::Visitor, 0));
    let own = page.message("the own file", |message| message.client_id.as_ref() == Some(&named)).await;
    // A bot reads no pictures: it says so, and offers a person.
    assert!(page.answer(own.seq).await.offers_human);

    let answer = fetched_by(&world, &accounts[0], &visit, &file).await.ok();
    assert_eq!(answer.body, GIF);
    for (name, value) in [
        ("content-type", "image/gif"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "private, max-age=600"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"___img src_x_fig.gif\"; filename*=UTF-8''___img%20src%3Dx_fig.gif"
    );

    // And the other way round.
    window.ask(Ask::TakeOver).await.unwrap();
    let asked = upload(&visit, "k1", "answer.html", b"<html><script>alert(1)</script>")
        .header("cookie", &accounts[0].cookie);
    let reply = card(&world.http.ask(asked).await);
    assert_ne!(reply.id, file.id, "another sender's name is another file");
    assert_eq!(reply.kind, "application/octet-stream");
    assert_eq!(fetched(&world, &visit, &reply).await.status, 404, "not sent yet");
    window.post_with("**Here**", vec![reply.clone()]);
    page.message("the reply", |message| message.files == [reply.clone()]).await;
    let answer = fetched(&world, &visit, &reply).await.ok();
    assert_eq!(answer.header("content-type"), "application/octet-stream");
    assert!(answer.header("content-disposition").starts_with("attachment; "));
}

#[tokio::test]
async fn who_has_no_place_in_a_conversation_neither_stores_nor_fetches() {
    let world = World::start();
    let (visit, other) = (world.visit().await, world.visit().await);
    let file = stored(&world, &visit, "k1", "a.gif", GIF).await;
    let address = format!("{}/{}", path(&visit), file.id);
    let foreign = world.http.ask(by_visitor(&other, Asked::get(&address))).await;
    assert_eq!((foreign.status, foreign.code().as_str()), (404, "not_found"));
    // The own conversation does not have it either.
    assert_eq!(fetched(&world, &other, &file).await.status, 404);
    for (asked, status) in [
        (Asked::get(&address), 401),
        (Asked::get(&address).header("authorization", "Bearer v1.demo.nothing"), 401),
        (Asked::get(&address).header("cookie", "__Host-baton=demo.00"), 401),
        (upload(&visit, "k2", "a.gif", GIF), 401),
        (by_visitor(&other, upload(&visit, "k2", "a.gif", GIF)), 404),
        (
            by_visitor(&visit, upload(&visit, "k2", "a.gif", GIF))
                .header("origin", "https://shop.example.com"),
            403,
        ),
        (by_visitor(&visit, upload(&visit, "k2", "a.gif", GIF)).header("origin", ""), 403),
        (by_visitor(&visit, Asked::with("DELETE", &address, b"")), 405),
        (by_visitor(&visit, Asked::get(&format!("{}/..%2f..%2fobjects", path(&visit)))), 404),
    ] {
        let answer = world.http.ask(asked.clone()).await;
        assert_eq!(answer.status, status, "{asked:?}: {}", answer.text());
    }
    // A message names only what its sender has stored here.
    let page = Page::visitor(&world, &other).await;
    let named = file.id.to_string();
    page.post_with("mine?", vec![file]);
    let refused = |told: &Output| match told {
        Output::Refused { files, refusal, .. } => Some((files.clone(), refusal.code.clone())),
        _ => None,
    };
    let (files, code) = page.until_told("the refusal", refused).await;
    assert_eq!((files, code.as_str()), (named, "unknown_file"));
}

#[tokio::test]
async fn what_is_too_large_empty_or_a_program_is_refused_in_words() {
    let world = World::start();
    let visit = world.visit().await;
    let most = vec![b'a'; usize::try_from(FILE_BYTES_MAX).unwrap()];
    let kept = stored(&world, &visit, "most", "most.txt", &most).await;
    assert_eq!((kept.size, kept.kind.as_str()), (FILE_BYTES_MAX, "text/plain"));
    assert!(fetched(&world, &visit, &kept).await.ok().body == most, "the largest file came back changed");
    let over = [most.as_slice(), b"a"].concat();
    for (name, bytes, status, code) in [
        ("over.txt", over.as_slice(), 413, "file_too_large"),
        // No body, no length: nothing tells it from one whose length was left out.
        ("empty.txt", b"", 411, "length_required"),
        ("setup.exe", b"anything", 415, "file_type"),
        ("invoice.pdf", b"MZ\x90\0", 415, "file_type"),
    ] {
        let answer = world
            .http
            .ask(by_visitor(&visit, upload(&visit, name.split('.').next().unwrap(), name, bytes)))
            .await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{name}");
        assert!(answer.json()["message"].as_str().unwrap().ends_with('.'), "{name}");
    }
    let nameless = by_visitor(&visit, Asked::with("POST", &path(&visit), GIF));
    assert_eq!(world.http.ask(nameless).await.code(), "bad_field");
    assert_eq!(on_disk(&world.files()), [FILE_BYTES_MAX]);
}

#[tokio::test]
async fn nothing_that_was_stored_is_lost_and_nothing_half_is_there_when_the_process_is_killed() {
    let world = World::start();
    let visit = world.visit().await;
    let page = Page::visitor(&world, &visit).await;
    let bytes = vec![7_u8; 3_000_000];
    for round in 0..5_u32 {
        let before = stored(&world, &visit, &format!("before-{round}"), "before.bin", &bytes).await;
        let name = format!("during-{round}");
        let cut = {
            let http = world.http.clone();
            let asked = by_visitor(&visit, upload(&visit, &name, "during.bin", &bytes));
            // The process goes away in the middle of it: that this request fails is the point.
            tokio::spawn(async move { http.ask(asked).await.status })
        };
        world.kill_and_restart().await;
        let _lost = cut.await;
        let after = stored(&world, &visit, &name, "during.bin", &bytes).await;
        page.come_back().await;
        page.post_with("both", vec![before.clone(), after.clone()]);
        page.message("both", |message| message.files == [before.clone(), after.clone()]).await;
        for file in [&before, &after] {
            assert!(fetched(&world, &visit, file).await.ok().body == bytes, "round {round}: other bytes");
        }
    }
    assert!(on_disk(&world.files()).iter().all(|size| *size == bytes.len() as u64));
}

#[tokio::test]
async fn a_file_that_no_message_names_is_removed_and_one_that_is_named_stays() {
    let world = World::with_hooks(&[("FILE_UNUSED_MS", "1500"), ("BOT_TYPING_MS", "0")]);
    let visit = world.visit().await;
    let page = Page::visitor(&world, &visit).await;
    let (sent, left) =
        (stored(&world, &visit, "k1", "a.gif", GIF).await, stored(&world, &visit, "k2", "b.txt", b"b").await);
    page.post_with("", vec![sent.clone()]);
    page.message("the file", |message| message.files == [sent.clone()]).await;
    crate::support::within("the removal", async {
        while on_disk(&world.files()).len() > 1 {
            world.http.ask(Asked::get("/healthz")).await.ok();
        }
    })
    .await;
    assert_eq!(fetched(&world, &visit, &left).await.status, 404);
    assert_eq!(fetched(&world, &visit, &sent).await.ok().body, GIF);
    // The name is free again.
    assert_eq!(stored(&world, &visit, "k2", "b.txt", b"bb").await.size, 2);
}

#[tokio::test]
async fn a_conversation_holds_so_many_files_and_no_more() {
    let world = World::start();
    let visit = world.visit().await;
    let most = vec![b'a'; usize::try_from(FILE_BYTES_MAX).unwrap()];
    for number in 0..20 {
        stored(&world, &visit, &format!("k{number}"), "a.txt", &most).await;
    }
    let answer = world.http.ask(by_visitor(&visit, upload(&visit, "one-more", "a.txt", b"a"))).await;
    assert_eq!((answer.status, answer.code().as_str()), (409, "files_full"));
}
