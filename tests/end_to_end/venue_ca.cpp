#include "tests/end_to_end/venue_ca.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace dais {

VenueCa::VenueCa() {
    std::string name = std::filesystem::temp_directory_path() / "dais-ca-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
    folder_ = name;
    run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj '/CN=Summit CA' "
        "-addext keyUsage=critical,keyCertSign,cRLSign -keyout ca.key -out ca.pem");
}

VenueCa::~VenueCa() { std::filesystem::remove_all(folder_); }

void VenueCa::issue(const std::string& name, int days) const {
    std::ofstream(file(name + ".ext")) << "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n";
    run("openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=" + name + " -keyout " + name +
        ".key -out " + name + ".csr");
    run("openssl x509 -req -in " + name + ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile " + name +
        ".ext -days " + std::to_string(days) + " -out " + name + ".pem");
}

void VenueCa::run(const std::string& command) const {
    const std::string line = "cd " + folder_ + " && umask 077 && " + command + " >>log 2>&1";
    if (std::system(line.c_str()) != 0) throw std::runtime_error("failed: " + line);
}

}  // namespace dais
