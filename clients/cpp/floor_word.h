// A word below `dais floor` that is about one request: what it is given by, and how it is added.
#pragma once

#include <CLI/App.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clients/cpp/command_options.h"
#include "clients/cpp/errand.h"
#include "clients/cpp/place.h"

namespace dais::client {

// What of a speaker is told to staff alone.
struct TraitsTold {
    std::string gender;
    bool first_time = false;
    bool spoke_before = false;
};

struct RequestOptions : AskOptions {
    std::string request;
    std::string other;  // another request
    std::string person;
    std::string rank;
    TraitsTold traits;
    std::string length;
    std::string ruling;
    std::vector<std::string> texts;       // "fr=…"
    std::vector<std::string> translated;  // languages of these
    bool check_against_delivery = false;
    bool embargoed = false;
    bool for_interpreters = false;
    bool for_press = false;
    bool public_after_delivery = false;
};

// Fills in the verb for the request with this id; returns what was done.
using DoWithRequest = std::string (*)(const Errand&, const RequestOptions&, const std::string& id, v1::Command&);

struct RequestWord {
    const char* name;
    const char* about;
    const char* verb;
    DoWithRequest what;
    std::vector<std::string> examples;  // without "dais floor WORD"
    std::string more = {};
};

// What --help of an argument says that names a request.
inline constexpr char kWhichRequest[] = "A request: its id, as s12ab@3, or its party or person";

std::pair<CLI::App*, std::shared_ptr<RequestOptions>> add_request_word(CLI::App& floor, const Place& place,
                                                                       RequestWord word);

}  // namespace dais::client
