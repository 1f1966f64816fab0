// Who holds the keys of a Body, and which approvals of an announcement count. One seat, one key, whoever turns it.
// Pure.
#pragma once

#include <string>
#include <vector>

#include "dais/v1/clearance.pb.h"
#include "server/summit/change_builder.h"

namespace dais::summit {

// Ids of the seats of a Body's chairs and co-chairs that are filled now: in term, and somebody may act for them.
std::vector<std::string> filled_chairs(const ChangeBuilder& builder, const std::string& body);

// Which of the actor's Persons acts for the seat now; empty if none does.
std::string key_holder(const ChangeBuilder& builder, const std::string& seat);

std::string approval_id(const std::string& announcement, const std::string& seat);

// Whether the seat's approval counts now: of the Clearance's digest, for a seat of its Body's chairs that is filled,
// and given by somebody who still acts for it.
bool has_approved(const ChangeBuilder& builder, const std::string& announcement, const v1::Clearance& clearance,
                  const std::string& seat);

// How many seats have. As many as clearance.keys, and it may be released.
int approvals_of(const ChangeBuilder& builder, const std::string& announcement, const v1::Clearance& clearance);

// Those who are told of an announcement in the end: whom it names, everybody if it names none; and the bureau, who
// have seen it on its way.
AudienceSet readers_of(const v1::Clearance& clearance);

// What an approval is about. An encoding that never changes, as approvals are kept for ever: BLAKE2b-256 over the
// authentic texts of title, body, dateline and boilerplate, in this order; of each field their number as a u32, then
// each language and text with its length before it, sorted by language; then, as u32, the audiences named (everybody
// if none is, staff always) as a set of bits 1 << v1::Audience, and the priority. A text of unspecified origin is
// authentic.
std::string approval_digest(const v1::Announcement& announcement, const v1::Clearance& clearance);

// Whether a text was written in its language by its author.
bool is_authentic(const v1::LocalText& text);

}  // namespace dais::summit
