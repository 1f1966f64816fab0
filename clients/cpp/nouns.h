// The nouns of a log that a person lists, adds, changes and removes whole, each with its word at a terminal
// and its two commands. Pure.
#pragma once

#include <google/protobuf/message.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "dais/v1/live.pb.h"

namespace dais::client {

struct Noun {
    v1::Kind kind;
    const char* word;
    const char* many;
    // As in "put_room" and "remove_room" of a Command.
    const char* verb;
    // The fields (fields.h) that a list shows beside id and name.
    std::vector<const char*> columns;
};

std::span<const Noun> nouns();
// nullptr for what is not put whole.
const Noun* noun_of(v1::Kind kind);

// A record's bytes as its noun; nullptr if they are none.
std::unique_ptr<google::protobuf::Message> record_of(int kind, const std::string& body);

// Makes it the command that puts, or removes, a record of this noun; without an id a new one is put.
void put(const Noun& noun, const std::string& id, const google::protobuf::Message& record, v1::Command& command);
void remove(const Noun& noun, const std::string& id, v1::Command& command);

}  // namespace dais::client
