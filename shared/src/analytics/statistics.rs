//! The arithmetic: whole numbers only, so that every machine gets the same.

/// The value that `percent` of a hundred do not exceed: of n sorted values the one at place ⌈percent × n ÷ 100⌉
/// (nearest rank; Hyndman and Fan 1996, definition 1). `None` without values.
pub fn percentile(values: &mut [u64], percent: usize) -> Option<u64> {
    values.sort_unstable();
    let rank = values.len().saturating_mul(percent).div_ceil(100).max(1);
    values.get(rank.saturating_sub(1)).copied()
}

/// `part × scale ÷ whole`, rounded half up. `None` if there is no whole.
pub fn share(part: u64, whole: u64, scale: u64) -> Option<u64> {
    let rounded = part.saturating_mul(scale).saturating_add(whole / 2);
    rounded.checked_div(whole)
}
