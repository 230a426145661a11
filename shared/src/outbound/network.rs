//! Which internet addresses are public: everything but what IANA's registries of special-purpose addresses keep back
//! (RFC 6890 and what was added since).

use core::net::{Ipv4Addr, Ipv6Addr};

/// Blocks that are not public, as the first address and the length of the prefix.
const SPECIAL_V4: [([u8; 4], u32); 16] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 31, 196, 0], 24),
    ([192, 52, 193, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    // Multicast, reserved and broadcast.
    ([224, 0, 0, 0], 3),
];

/// Of the one block that is given out (2000::/3): what is not public, or holds another address in it (Teredo, 6to4).
const SPECIAL_V6: [([u16; 3], u32); 4] =
    [([0x2001, 0, 0], 23), ([0x2001, 0x0db8, 0], 32), ([0x2002, 0, 0], 16), ([0x3fff, 0, 0], 20)];

/// Whether an IPv4 address is public.
pub fn is_public_v4(address: Ipv4Addr) -> bool {
    let address = u32::from(address);
    let is_in = |(block, length): &([u8; 4], u32)| {
        (address ^ u32::from(Ipv4Addr::from(*block))).leading_zeros() >= *length
    };
    !SPECIAL_V4.iter().any(is_in)
}

/// Whether an IPv6 address is public. Those that hold an IPv4 address are not: what they lead to depends on the
/// network.
pub fn is_public_v6(address: Ipv6Addr) -> bool {
    let bits = u128::from(address);
    let is_in = |(block, length): &([u16; 3], u32)| {
        let [first, second, third] = *block;
        let block = Ipv6Addr::new(first, second, third, 0, 0, 0, 0, 0);
        (bits ^ u128::from(block)).leading_zeros() >= *length
    };
    bits >> 125 == 0b001 && !SPECIAL_V6.iter().any(is_in)
}
