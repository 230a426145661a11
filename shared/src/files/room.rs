//! How much a conversation holds.

use crate::limits::{FILE_BYTES_MAX, FILES_BYTES_MAX, FILES_MAX};
use crate::rejection::Rejection;

/// Whether a file of `size` bytes fits beside those that are there.
///
/// # Errors
/// `empty_file`, `file_too_large`, `files_full`.
pub fn room_for(size: u64, sizes: impl IntoIterator<Item = u64>) -> Result<(), Rejection> {
    if size == 0 {
        return Err(Rejection::EmptyFile);
    }
    if size > FILE_BYTES_MAX {
        return Err(Rejection::FileTooLarge { bytes: size, bytes_max: FILE_BYTES_MAX });
    }
    let (count, bytes) = sizes
        .into_iter()
        .fold((0_usize, 0_u64), |(count, bytes), size| (count.saturating_add(1), bytes.saturating_add(size)));
    if count >= FILES_MAX || bytes.saturating_add(size) > FILES_BYTES_MAX {
        return Err(Rejection::FilesFull);
    }
    Ok(())
}
