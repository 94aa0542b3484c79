import stat

from config.environment import backup_database_url, database, secret_key


def test_a_socket_in_the_address_becomes_the_host(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@/app?host=%2Frun%2Fsocket&port=5433")

    settings = database(tmp_path)

    assert (settings["HOST"], settings["PORT"], settings["USER"]) == ("/run/socket", 5433, "app")


def test_options_of_the_address_are_kept_beside_the_pool(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:s%40cret@db.example/app?sslmode=require")

    settings = database(tmp_path)

    assert settings["PASSWORD"] == "s@cret"
    assert settings["OPTIONS"]["sslmode"] == "require"
    assert settings["OPTIONS"]["pool"]["max_size"] == 6


def test_a_given_database_has_no_back_up_role_by_itself(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db.example/app")
    monkeypatch.delenv("BACKUP_DATABASE_URL", raising=False)

    assert backup_database_url(tmp_path) == ""


def test_the_secret_key_is_made_once_and_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    first, second = secret_key(tmp_path), secret_key(tmp_path)

    assert first == second
    assert len(first) > 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
