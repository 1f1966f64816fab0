// The items of a record's lists, one at a time: how fields.cpp reads, removes and tells them. Pure.
#pragma once

#include "clients/cpp/fields.h"

namespace dais::client {

// A list within a record.
struct ItemPlace {
    google::protobuf::Message* within;
    const google::protobuf::FieldDescriptor* field;
    Shape shape;
    v1::Kind refers;
    std::string language;  // of what is written
};

// Puts it at the end, unless it is there. Throws like set_field.
void add_item(const ItemPlace& place, const std::string& item, const Reading& reading);
// Takes out whatever is called so; throws WrongUsage if nothing is.
void remove_item(const ItemPlace& place, const std::string& item, const Reading& reading);
std::vector<std::string> items_told(const ItemPlace& place, const Reading& reading);

// A Date within a record, as 2024-09-12; empty: there is none.
void set_day(google::protobuf::Message& within, const google::protobuf::FieldDescriptor& field,
             const std::string& text);
std::string day_told(const google::protobuf::Message& date);

// The text in this language shall be so; empty: there is none.
void set_text(Texts& texts, const std::string& language, const std::string& words);

// The one record that is meant; Failure if there is none or several.
std::string id_named(const summit::Records& records, v1::Kind kind, const std::string& name);
// A Body, a Party or a Person; WrongUsage if it may be more than one of them.
std::string issuer_named(const summit::Records& records, const std::string& name);
std::string issuer_told(const Reading& reading, const std::string& id);
// "Sala 2 (r12ab)".
std::string record_told(const Reading& reading, v1::Kind kind, const std::string& id);

}  // namespace dais::client
