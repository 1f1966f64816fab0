// Which language of a text is shown to whom. Pure.
#pragma once

#include <google/protobuf/message.h>
#include <google/protobuf/repeated_ptr_field.h>

#include <string>
#include <string_view>
#include <vector>

#include "dais/v1/summit.pb.h"
#include "dais/v1/text.pb.h"

namespace dais::client {

using Texts = google::protobuf::RepeatedPtrField<v1::LocalText>;

// A chain of languages: those asked for, then the summit's own.
class Languages {
public:
    Languages() = default;
    Languages(std::vector<std::string> asked, const v1::Summit& summit);

    const std::vector<std::string>& chain() const { return chain_; }
    // What is written without a language is in this one.
    const std::string& first() const { return chain_.front(); }

private:
    std::vector<std::string> chain_ = {"en"};
};

// The text in the first language of the chain that there is, "pt" standing for "pt-CV" too and the other way round;
// else an authentic one, else the first; empty if there is none.
std::string shown(const Texts& texts, const Languages& languages = {});

// A record's field of texts.
Texts texts_in(const google::protobuf::Message& record, const google::protobuf::FieldDescriptor& field);

// Whether this can be the tag of a language, as in "fr" or "pt-CV".
bool is_language(std::string_view tag);

}  // namespace dais::client
