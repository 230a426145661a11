//! What the engine tests share: a world with one workerd, pages on real sockets, and what was seen.

pub mod actor;
pub mod crowd;
pub mod desk_page;
pub mod history;
pub mod http;
pub mod page;
pub mod postbox;
pub mod raw;
pub mod receiver;
pub mod shop;
pub mod world;

use std::time::Duration;

use baton_shared::time::Timestamp;

/// The longest wait for anything. Far beyond what a loaded machine needs: who waits this long has found a bug.
pub const WAIT_MAX: Duration = Duration::from_secs(40);

/// The clock of the pages.
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Timestamp(since.as_millis().try_into().unwrap())
}

/// Waits for something that must come.
pub async fn within<T>(what: &str, coming: impl Future<Output = T>) -> T {
    match tokio::time::timeout(WAIT_MAX, coming).await {
        Ok(come) => come,
        Err(_late) => panic!("{what}: not within {WAIT_MAX:?}"),
    }
}

/// Lets time pass where that is what is tested; never a way to wait for something.
pub async fn pass_ms(duration_ms: u64) {
    let _passed =
        tokio::time::timeout(Duration::from_millis(duration_ms), std::future::pending::<()>()).await;
}
