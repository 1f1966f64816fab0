// What the process may do on its machine.
#pragma once

#include <string>

namespace dais {

// What it makes from now on is its user's alone (files 0600, folders 0700). Before any thread is started.
void keep_files_private();

// Becomes another user for good, with the groups of that one, without a capability but that of opening ports below 1024
// where one is wanted, and never more again (Linux prctl(2), PR_SET_NO_NEW_PRIVS). Needs root. Throws
// std::runtime_error, with the remedy. Before any thread is started and anything is opened.
void become(const std::string& user, unsigned short port);

// Logs what it could do without, and that others may read a file which they should not.
void warn_of_privileges(const std::string& database);

}  // namespace dais
