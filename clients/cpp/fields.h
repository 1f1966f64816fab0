// The fields of a record as people type them, "name:fr=Salle 2" or "capacity=120", and as they read them. Pure.
//
// One table (fields.cpp) says what each field of each noun is called, what it takes and what it is for; help, parsing
// and showing all go by it.
#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <utility>
#include <vector>

#include "clients/cpp/languages.h"
#include "clients/cpp/time.h"
#include "server/summit/records.h"

namespace dais::client {

enum class Shape {
    texts,       // words per language
    words,       // words
    tags,        // a list of words
    number,      // a whole number
    clock,       // minutes after midnight, as 08:30
    yes_no,      // yes or no
    choice,      // a word of an enum
    instant,     // a time
    day,         // a date
    days,        // a list of dates
    record,      // another record, by whatever it is called
    records,     // a list of these
    people,      // PERSON:ROLE[:PARTY]
    links,       // LANG=URL
    themes,      // a list of words in a language
    choices,     // a list of words of an enum
    issuer,      // a Body, Party or Person, by whatever it is called
    quotes,      // PERSON or PERSON:cleared
    contacts,    // PLACE:NAME[:EMAIL[:PHONE]]
    the_server,  // not a person's to set
};

struct Field {
    const char* noun = "";  // name of the message in dais.v1
    const char* path = "";  // within it, as in "planned.starts_at_ms"
    const char* name = "";  // as typed
    Shape shape = Shape::words;
    const char* about = "";
    v1::Kind refers = v1::KIND_UNSPECIFIED;
};

// "capacity" of "capacity=120", as in the table. Throws WrongUsage of what names no field.
std::string field_name(const std::string& assignment);

// In the order in which they are shown.
std::vector<Field> fields_of(const google::protobuf::Descriptor& noun);

// What a field takes, for the manual: "name[:LANG]=WORDS".
std::string usage(const Field& field, const google::protobuf::Descriptor& noun);

// All of a noun's that are a person's to set, for its page of the manual.
std::string fields_help(const google::protobuf::Descriptor& noun);

// What typed values are read by.
struct Reading {
    const summit::Records& records;
    const LocalTime& time;
    const Languages& languages;
    std::int64_t about_ms;  // a time without a date is on this day
    std::int64_t now_ms;
};

// Does what "NAME=VALUE", "NAME:LANG=VALUE", "NAME+=ITEM" or "NAME-=ITEM" says. Throws WrongUsage with what would make
// sense, or Failure if it names a record that is not there.
void set_field(google::protobuf::Message& record, const std::string& assignment, const Reading& reading);

// All that is set, as (what set_field would call it, value).
std::vector<std::pair<std::string, std::string>> fields_told(const google::protobuf::Message& record,
                                                             const Reading& reading);
// One field in a cell; empty if it is not set.
std::string field_told(const google::protobuf::Message& record, const std::string& name, const Reading& reading);

}  // namespace dais::client
