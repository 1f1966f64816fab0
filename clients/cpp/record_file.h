// What stands in files: a text, or a record as JSON, as `show --json` prints it.
#pragma once

#include <google/protobuf/message.h>

#include <string>

namespace dais::client {

// A file in whole; "-" is standard input. Throws Failure if it is not there or longer than this.
std::string file_read(const std::string& path, std::size_t bytes_max);

// Throws Failure if it cannot be; "-" is standard output.
void file_write(const std::string& path, const std::string& text);

// Of "abstract:fr=@resume.txt", the words of the file in its name's place; anything else as it is.
std::string with_file(const std::string& assignment, std::size_t bytes_max);

// Replaces the record. The object may be the record, or have it as "record". Throws WrongUsage with what is wrong in
// it.
void read_record(const std::string& path, google::protobuf::Message& record);

}  // namespace dais::client
